"""What a column means is said in the reader's language."""

import pytest
from flask import Flask

from commons.base.datasets import Dataset, datasets
from commons.i18n.catalogue import speaking


@pytest.mark.parametrize("language", ["pl", "uk", "ar", "ps"])
def test_every_dataset_explains_itself_in_the_readers_language(app: Flask, language: str) -> None:
    with speaking("en"):
        source = {dataset.name: words(dataset) for dataset in datasets}
    with speaking(language):
        still_english = [
            text for dataset in datasets for text in words(dataset) if text in source[dataset.name]
        ]
    assert len(source) >= 4
    assert still_english == []


def words(dataset: Dataset) -> list[str]:
    """The meanings of a dataset and its columns, as they are shown now."""
    return [str(dataset.meaning)] + [str(column.meaning) for column in dataset.columns]

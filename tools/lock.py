"""Lock the dependencies with hashes: ``make lock``."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMON = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "-q",
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "uv", "--target", folder], check=True
        )
        uv = str(Path(folder) / "bin" / "uv")

        def compile_to(name: str, *words: str) -> None:
            target = f"requirements/{name}.txt"
            subprocess.run(
                [uv, "pip", "compile", *words, *COMMON, "-o", target], check=True, cwd=ROOT
            )

        compile_to("build", "requirements/build.in")
        compile_to("prod", "pyproject.toml", "--extra", "postgresql")
        compile_to(
            "dev",
            "pyproject.toml",
            "--extra",
            "postgresql",
            "--group",
            "dev",
            "-c",
            "requirements/prod.txt",
            "-c",
            "requirements/build.txt",
        )


if __name__ == "__main__":
    main()

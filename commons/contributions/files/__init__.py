"""Pictures and papers on what people write: a few, checked, written anew, gone with their text."""

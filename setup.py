"""Packaging beyond pyproject.toml: rules/ and grammar/ travel inside the wheel.

They stay at the top of the repository, where the people who edit them look; the wheel carries them as
``planlint/_rules`` and ``planlint/_grammar``. An editable install reads them in place, so nothing goes stale.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
CARRIED = {"rules": "*.yaml", "grammar": "*.lark"}


class BuildWithRules(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for folder, pattern in CARRIED.items():
            for source in sorted((HERE / folder).rglob(pattern)):
                target = Path(self.build_lib, "planlint", f"_{folder}", source.relative_to(HERE / folder))
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


setup(cmdclass={"build_py": BuildWithRules})

"""Packaging beyond pyproject.toml: rules/, grammar/ and the compiled pack travel inside the wheel.

The first two stay at the top of the repository, where the people who edit them look; the wheel carries them as
``planlint/_rules`` and ``planlint/_grammar``, and the pack made from just these copies. An editable install reads
them in place, so nothing goes stale.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
CARRIED = {"rules": "*.yaml", "grammar": "*.lark"}
WRITE_PACK = """
import sys
sys.path.insert(0, ".")
from planlint import pack
pack.write(pack.build(), pack.FILE, pack.state())
"""


class BuildWithRules(build_py):
    def run(self) -> None:
        if self.editable_mode:
            return super().run()
        package = Path(self.build_lib, "planlint")
        shutil.rmtree(package, ignore_errors=True)  # what an earlier build left there would be packed again
        super().run()
        for folder, pattern in CARRIED.items():
            for source in sorted((HERE / folder).rglob(pattern)):
                target = package / f"_{folder}" / source.relative_to(HERE / folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        subprocess.run([sys.executable, "-B", "-c", WRITE_PACK], cwd=self.build_lib, check=True)
        return None


setup(cmdclass={"build_py": BuildWithRules})

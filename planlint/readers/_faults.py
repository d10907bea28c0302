"""What to say of a document that cannot be read, where several formats have the same to say."""

from __future__ import annotations

from planlint.model import PlanlintError


def missing(path: str, extra: str, zh: str, en: str) -> PlanlintError:
    """Return the error for the document at `path`, of the kind called `zh` and `en`, that needs `extra`."""
    command = f'pip install "planlint[{extra}]"'
    return PlanlintError(
        "missing-extra",
        f"读取{zh}要先安装一个组件，命令是：{command}",
        f"reading {en} needs one more package: {command}",
        path=path,
    )


def no_text(path: str, zh: str, en: str, *, pictures: int) -> PlanlintError:
    """Return the error for a document of the kind `zh` and `en` in which there is no text, but perhaps `pictures`."""
    if pictures:
        said = (
            f"这个{zh}是扫描件，只有图片没有文字；请先做文字识别",
            f"{en} is a scan without text; recognise its text first",
        )
    else:
        said = f"这个{zh}里没有文字", f"there is no text in {en}"
    return PlanlintError(
        "unreadable", f"{said[0]}，或用原来的文件检查", f"{said[1]}, or check the file it was made from", path=path
    )


def unnamed(path: str, zh: str, en: str) -> PlanlintError:
    """Return the error for a document that draws its characters without saying which they are."""
    return PlanlintError(
        "unreadable",
        f"这个{zh}的字体没有编码，取不出文字（复制出来是乱码）；请用原来的文件检查",
        f"the fonts of {en} do not say which characters they draw; check the file it was made from",
        path=path,
    )

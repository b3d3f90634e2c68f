"""The body of a page: the blocks an editor builds it from. No raw HTML.

Upper apps add blocks of their own (files, for example) by `register_body_block` in `ready()`: StreamField reads the list
only when it is first used, after all apps are ready.
"""

from wagtail.blocks import StreamBlock

from home import blocks


class BodyBlock(StreamBlock):
    text = blocks.TextBlock()
    heading = blocks.HeadingBlock()
    list = blocks.ListOfLinesBlock()
    quote = blocks.QuoteBlock()
    table = blocks.TableBlock()
    image = blocks.PictureBlock()
    video = blocks.VideoBlock()
    callout = blocks.CalloutBlock()
    accordion = blocks.AccordionBlock()
    steps = blocks.StepsBlock()


def register_body_block(name, block):
    """Add `block` under `name` to the body of every page. Called in an app's `ready()`."""
    block.set_name(name)
    BodyBlock.base_blocks[name] = block


def contents_of(body):
    """Return [{"text", "anchor"}] of the second-level headings of a body: the page's own table of contents."""
    return [
        {"text": block.value["text"], "anchor": block.value.anchor}
        for block in body
        if block.block_type == "heading" and block.value["level"] == "2"
    ]

"""Red seals as they are pressed on papers: a ring, a star, the name along the ring."""

import math
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from tests.generator import fonts


@cache
def seal(name: str, note: str = "", side: int = 150) -> Image.Image:
    """A round seal of that name with a clear ground; `note` stands under the star (合同专用章 …)."""
    big = side * 2
    image = Image.new("RGBA", (big, big), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    red = (205, 30, 30, 190)
    draw.ellipse((6, 6, big - 6, big - 6), outline=red, width=max(4, big // 55))
    centre = big / 2
    points = []
    for corner in range(10):
        angle = math.pi * corner / 5 - math.pi / 2
        radius = big * (0.14 if corner % 2 == 0 else 0.055)
        points.append((centre + radius * math.cos(angle), centre + radius * math.sin(angle)))
    draw.polygon(points, fill=red)
    size = int(big * min(0.12, 1.9 / max(len(name), 8)))
    font = ImageFont.truetype(fonts.path("song"), size)
    sweep = math.radians(min(270, 17 * len(name) + 20))
    for index, sign in enumerate(name):
        angle = -sweep / 2 + sweep * (index + 0.5) / len(name)
        glyph = Image.new("RGBA", (size * 2, size * 2), (255, 255, 255, 0))
        ImageDraw.Draw(glyph).text((size, size), sign, font=font, fill=red, anchor="mm")
        glyph = glyph.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        radius = big * 0.385
        image.alpha_composite(
            glyph, (int(centre + radius * math.sin(angle) - size), int(centre - radius * math.cos(angle) - size))
        )
    if note:
        small = ImageFont.truetype(fonts.path("song"), int(big * 0.075))
        draw.text((centre, big * 0.74), note, font=small, fill=red, anchor="mm")
    cover = image.getchannel("A").resize((side, side), Image.Resampling.LANCZOS)
    flat = Image.new("RGBA", (side, side), (205, 30, 30, 0))  # one colour throughout packs best
    flat.putalpha(cover)
    return flat

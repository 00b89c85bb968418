"""The screens about evidence: corrections, volumes, proofs, agreements, clock and history."""

from __future__ import annotations

from functools import partial

from textual.widgets import Input

from db.models import Ledger
from kiosk.documents.pages import check_rows
from kiosk.point.epochs import LeftHistory
from kiosk.point.seen import Glimpse
from kiosk.proof.acts import EpochCause
from kiosk.proof.forms import Journal
from kiosk.staff.settling import settle
from tests.picturing import Gallery


async def draw_evidence(gallery: Gallery, pin: str) -> None:
    await gallery.come_to_desk(pin)
    await _correct(gallery, pin)
    await _close_a_volume(gallery, pin)
    await gallery.press("escape", then="Desk")
    await _prove(gallery, pin)
    await _look_after_staff(gallery, pin)


async def _correct(gallery: Gallery, pin: str) -> None:
    await gallery.press("f6", then="Journals")
    await gallery.write("королева")
    await gallery.press("enter")
    await gallery.press("enter", then="EntryPage")
    await gallery.press("f8", then="Choose")
    await gallery.keep("correct-how")
    await gallery.press("2", then="Write")
    gallery.app.screen.query(Input).first().value = "Королёва Алла Сергеевна"
    await gallery.keep("correct-words")
    await gallery.press("enter", "enter", "enter", "enter")
    await gallery.write("Ошибка в имени")
    await gallery.press("enter", then="Check")
    await gallery.keep("correct-check")
    await gallery.press("1", then="AskPin")
    await gallery.write(pin)
    await gallery.press("enter", then="Notice")
    await gallery.press("enter", then="EntryPage")
    await gallery.keep("entry-corrected")
    await gallery.press("escape", then="Journals")


async def _close_a_volume(gallery: Gallery, pin: str) -> None:
    await gallery.press("f6")
    await gallery.press("f8", then="VolumePage")
    await gallery.press("f8", then="Write")
    await gallery.write("Специалист уволился")
    await gallery.keep("volume-reason")
    await gallery.press("enter", then="Check")
    await gallery.keep("volume-check")
    await gallery.press("1", then="AskPin")
    await gallery.write(pin)
    await gallery.press("enter", then="Notice")
    await gallery.press("enter", then="VolumePage")
    await gallery.keep("volume-closed")
    await gallery.press("escape", then="Journals")


async def _prove(gallery: Gallery, pin: str) -> None:
    await gallery.press("f8", then="Choose")
    await gallery.press("1", then="CheckpointMade")
    await gallery.keep("checkpoint")
    await gallery.press("escape", then="Desk")
    point = gallery.app.point
    page = await gallery.app.act(check_rows, point, Journal.CONSULTATIONS, 2026, 1, 2)
    await gallery.press("f8", then="Choose")
    await gallery.press("3", then="Write")
    await gallery.write(page.code)
    await gallery.press("enter", then="Findings")
    await gallery.keep("page-checked")
    await gallery.press("escape", then="Desk")
    size = await gallery.app.act(lambda: int(Ledger.get().size))
    left, chief = LeftHistory(0, size + 12, "0" * 64), {"administrator": "smirnova", "pin": pin}
    await gallery.app.act(partial(settle, point, EpochCause.RESTORED, left, **chief))
    await gallery.press("escape", then="Home")
    await gallery.come_to_desk(pin)  # the desk was opened in the history that was left
    await gallery.press("f8", then="Choose")
    await gallery.press("2", then="Findings")
    await gallery.keep("verified-restored")
    await gallery.press("escape", then="Desk")


async def _look_after_staff(gallery: Gallery, pin: str) -> None:
    await gallery.press("f7", then="Choose")
    await gallery.press("2", then="ChooseOrWrite")
    await gallery.press("1", then="Choose")
    await gallery.keep("agreement")
    await gallery.press("2", then="Write")
    await gallery.keep("agreement-day")
    await gallery.press("escape", then="Desk")
    await gallery.press("f7", then="Choose")
    await gallery.press("3", then="ChooseOrWrite")
    await gallery.press("1", then="Choose")
    await gallery.keep("pin-second")
    await gallery.press("2", then="Check")
    await gallery.keep("pin-alone")
    await gallery.press("1", then="AskPin")
    await gallery.write(pin)
    await gallery.press("enter", then="NewPin")
    await gallery.keep("pin-renewed")
    await gallery.press("escape", "escape", then="Choose")
    await gallery.press("escape", then="Desk")
    await _prepare_a_code(gallery, pin)


async def _prepare_a_code(gallery: Gallery, pin: str) -> None:
    await gallery.press("f7", then="Choose")
    await gallery.press("4", then="Check")
    await gallery.keep("recovery")
    await gallery.press("1", then="AskPin")
    await gallery.write(pin)
    await gallery.press("enter", then="CodeShown")
    await gallery.keep("recovery-code")


async def draw_clock(gallery: Gallery, pin: str) -> None:
    await gallery.until("Home")
    await gallery.press("f10", then="ChooseOrWrite")
    await gallery.press(*"smirnova", "enter", then="AskPin")
    await gallery.write(pin)
    await gallery.press("enter", then="Check")
    await gallery.keep("clock")


async def draw_history(gallery: Gallery, pin: str) -> None:
    """The journals lack what this device had seen of them."""
    await gallery.until("Home")
    size = await gallery.app.act(lambda: int(Ledger.get().size))
    gallery.app.point.seen.answered(Glimpse(size + 12, "0" * 64, 0))
    await gallery.press("f10", then="ChooseOrWrite")
    await gallery.press(*"smirnova", "enter", then="AskPin")
    await gallery.write(pin)
    await gallery.press("enter", then="Choose")
    await gallery.keep("history")

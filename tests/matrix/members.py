"""People who use Matrix by a client that is not ours: matrix-nio, with encryption. Many of them in one process.

A line of JSON in: {"id": 1, "who": "@ana:localhost", "do": "sync", ...}; a line out: {"id": 1, "ok": ...} or
{"id": 1, "error": "..."}. Only what needs keys is done here; rooms are made and joined by plain requests.
"""

import asyncio
import json
import logging
import os
import sys

from nio import AsyncClient, AsyncClientConfig, MegolmEvent, crypto
from nio.exceptions import EncryptionError

homeserver, folder = sys.argv[1], sys.argv[2]
logging.disable(logging.CRITICAL)

people = {}


class Person:
    """One device of one person. It syncs when it is told to, so that whoever asks knows what it has seen."""

    def __init__(self, user, device, token):
        store = os.path.join(folder, device)
        os.makedirs(store)
        config = AsyncClientConfig(encryption_enabled=True, max_timeouts=1)
        self.client = AsyncClient(homeserver, user, device_id=device, store_path=store, config=config)
        self.client.restore_login(user, device, token)
        self.turn = asyncio.Lock()
        self.unreadable = {}

    async def sync(self):
        """Everything new since the last time, until nothing is."""
        seen, invitations = [], []
        first = self.client.next_batch is None
        while True:
            before = self.client.next_batch
            answer = await self.client.sync(
                timeout=0, since=before, full_state=False, sync_filter={"room": {"timeline": {"limit": 1000}}}
            )
            if not hasattr(answer, "next_batch"):
                raise RuntimeError("the sync failed: %s" % answer)
            await self.keys()
            for room, joined in answer.rooms.join.items():
                for event in joined.timeline.events:
                    seen.append(self.noted(room, event))
            for room, invited in answer.rooms.invite.items():
                events = [event.source for event in invited.invite_state]
                invitations.append({"room": room, "state": events})
            if before == answer.next_batch or (first and before is not None):
                break
        for event in list(self.unreadable.values()):
            try:
                seen.append(self.noted(event.room_id, self.client.decrypt_event(event)))
            except EncryptionError:
                pass
        return {"events": seen, "invitations": invitations}

    async def keys(self):
        client = self.client
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        if client.should_claim_keys:
            await client.keys_claim(client.get_users_for_key_claiming())

    def noted(self, room, event):
        unreadable = isinstance(event, MegolmEvent)
        if unreadable:
            event.room_id = room
            self.unreadable[event.event_id] = event
        else:
            self.unreadable.pop(event.source.get("event_id"), None)
        encrypted = unreadable or bool(getattr(event, "decrypted", False))
        return {"room": room, "event": event.source, "encrypted": encrypted, "unreadable": unreadable}

    async def send(self, room, type, content, **_):
        """Encrypted, where the room is."""
        answer = await self.client.room_send(room, type, content, ignore_unverified_devices=True)
        if not hasattr(answer, "event_id"):
            raise RuntimeError("it could not be sent: %s" % answer)
        return answer.event_id

    async def upload(self, path, type, encrypted, **_):
        """Gives what belongs into the content of an event: a `file`, or a `url` where it was not encrypted."""
        size = os.path.getsize(path)
        with open(path, "rb") as data:
            answer, keys = await self.client.upload(data, content_type=type, encrypt=encrypted, filesize=size)
        if not hasattr(answer, "content_uri"):
            raise RuntimeError("it could not be uploaded: %s" % answer)
        if not encrypted:
            return {"url": answer.content_uri}
        return {"file": {"url": answer.content_uri, **{key: keys[key] for key in ("key", "iv", "hashes", "v")}}}

    async def download(self, path, file=None, url=None, **_):
        answer = await self.client.download(file["url"] if file else url)
        if not hasattr(answer, "body"):
            raise RuntimeError("it could not be downloaded: %s" % answer)
        body = answer.body
        if file:
            body = crypto.attachments.decrypt_attachment(body, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
        with open(path, "wb") as data:
            data.write(body)

    async def close(self, **_):
        await self.client.close()


def out(**line):
    print(json.dumps(line), flush=True)


async def answer(asked):
    number, who, do = asked.pop("id"), asked.pop("who"), asked.pop("do")
    try:
        if do == "open":
            people[who] = Person(who, asked["device"], asked["token"])
            do, asked = "sync", {}
        person = people[who]
        async with person.turn:
            out(id=number, ok=await getattr(person, do)(**asked))
    except Exception as error:
        out(id=number, error="%s: %s" % (type(error).__name__, error))


async def main():
    reader = asyncio.StreamReader(limit=2**24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    tasks = set()
    while line := await reader.readline():
        task = asyncio.create_task(answer(json.loads(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


asyncio.run(main())

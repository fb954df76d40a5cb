"""What one would write in an afternoon: instructor and asyncio.gather, for `bench/bulk.py` to be compared with.

    python bench/bulk_plain.py INPUT.jsonl BASE_URL IN_FLIGHT

It sends the same instructions and the same schema, keeps no ledger, checks nothing, and prints how many answers it got.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
from pathlib import Path

import instructor
import openai

from mujaz import prompts
from mujaz.schema.draft import Draft


async def main(source: str, base_url: str, in_flight: int) -> None:
    opener = gzip.open if source.endswith(".gz") else open
    with opener(source, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    client = instructor.from_openai(
        openai.AsyncOpenAI(base_url=base_url, api_key="none"), mode=instructor.Mode.JSON_SCHEMA
    )
    system = prompts.load(prompts.DEFAULT).source("system.md.j2")
    turn = asyncio.Semaphore(in_flight)

    async def one(record: dict[str, str]) -> Draft:
        async with turn:
            draft: Draft = await client.chat.completions.create(
                model="bench",
                response_model=Draft,
                max_retries=2,
                messages=[
                    {"role": "system", "content": system},
                    {"role": "user", "content": f"{record['title']}\n{record['text']}"},
                ],
            )
            return draft

    drafts = await asyncio.gather(*(one(record) for record in records), return_exceptions=True)
    good = [draft for draft in drafts if isinstance(draft, Draft)]
    Path(f"{source}.plain.jsonl").write_text("\n".join(d.model_dump_json() for d in good), encoding="utf-8")
    print(json.dumps({"answers": len(good), "errors": len(drafts) - len(good)}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))

"""Every export: recognised by its columns, and read as its vendor means them."""

import json
from pathlib import Path
from typing import Any

import pytest

from simtco.files.problems import ExperimentError
from simtco.usage.ledger import total
from simtco.usage.read import Usage, read
from simtco.usage.reader import Wishes
from simtco.usage.recognise import formats
from tests.usage.synthetic import HEADER, write

FOCUS = (
    "BilledCost,BillingCurrency,ChargePeriodStart,ChargeCategory,ConsumedQuantity,ConsumedUnit,"
    "ServiceCategory,SkuMeter\n"
    "2.50,USD,2026-01-01T00:00:00Z,Usage,1000,1K Tokens,AI and Machine Learning,gpt input\n"
    "8.00,USD,2026-01-01T00:00:00Z,Usage,800000,Tokens,AI and Machine Learning,gpt output\n"
    "0.25,USD,2026-01-01T00:00:00Z,Usage,0.2,1M Tokens,AI and Machine Learning,gpt cached input\n"
    "-1.00,USD,2026-01-01T00:00:00Z,Credit,,,AI and Machine Learning,goodwill\n"
    "99.00,USD,2026-01-01T00:00:00Z,Usage,24,Hours,Compute,virtual machine\n"
)
BEDROCK = (
    "line_item_usage_start_date,line_item_usage_type,line_item_usage_amount,"
    "line_item_unblended_cost,pricing_unit,product_servicecode,line_item_currency_code\n"
    "2026-01-01T00:00:00.000Z,USE1-Claude4-input-tokens,500,1.5,1K tokens,AmazonBedrock,USD\n"
    "2026-01-01T00:00:00.000Z,USE1-Claude4-output-tokens,0.1,1.5,1M tokens,AmazonBedrock,USD\n"
    "2026-01-01T00:00:00.000Z,USE1-Claude4-cache-read-input-token-count,200,0.06,1K tokens,"
    "AmazonBedrock,USD\n"
    "2026-01-01T00:00:00.000Z,USE1-Claude4-cache-write-input-token-count,100,0.4,1K tokens,"
    "AmazonBedrock,USD\n"
    "2026-01-01T00:00:00.000Z,BoxUsage:p5.48xlarge,24,1000,Hrs,AmazonEC2,USD\n"
)
SPEND = (
    "request_id,model,spend,prompt_tokens,completion_tokens,startTime,endTime,completionStartTime,"
    "status\n"
    "a,gpt-4o,0.01,1000,100,2026-01-01 10:00:00,2026-01-01 10:00:04,2026-01-01 10:00:01,success\n"
    "b,gpt-4o,0.02,3000,300,2026-01-01 10:00:09,2026-01-01 10:00:11,2026-01-01 10:00:10,success\n"
    "c,gpt-4o,0,0,0,2026-01-01 10:01:00,2026-01-01 10:01:30,,failure\n"
    "a,gpt-4o,0.01,1000,100,2026-01-01 10:00:00,2026-01-01 10:00:04,2026-01-01 10:00:01,success\n"
)
DAILY = (
    "date,model,prompt_tokens,completion_tokens,cache_read_input_tokens,spend,api_requests,"
    "failed_requests\n2026-01-01,gpt-4o,10000,2000,4000,0.05,20,1\n"
)
OPENROUTER = (
    "date,model,provider_name,usage,byok_usage_inference,requests,prompt_tokens,completion_tokens,"
    "reasoning_tokens\n2026-01-01,openai/gpt-4o,OpenAI,0.50,0.25,10,8000,1000,400\n"
)
AZURE = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n"
CANONICAL = f"{HEADER}\n2026-01-01T00:00:00Z,gpt-4o,1000,400,200,2,0.01\n"


def openai_page(**more: Any) -> dict[str, Any]:
    result: dict[str, Any] = {"input_tokens": 900, "output_tokens": 100}
    result |= {"input_cached_tokens": 300, "num_model_requests": 3, "model": None, **more}
    bucket = {"object": "bucket", "start_time": 1767225600, "end_time": 1767312000}
    return {"object": "page", "data": [{**bucket, "results": [result]}], "has_more": False}


COSTS = {
    "data": [
        {
            "start_time": 1767225600,
            "results": [{"amount": {"value": 12.5, "currency": "usd"}, "line_item": "gpt-4o"}],
        }
    ]
}
ANTHROPIC = {
    "data": [
        {
            "starting_at": "2026-01-01T00:00:00Z",
            "ending_at": "2026-01-02T00:00:00Z",
            "results": [
                {
                    "uncached_input_tokens": 1000,
                    "cache_read_input_tokens": 600,
                    "cache_creation": {
                        "ephemeral_5m_input_tokens": 300,
                        "ephemeral_1h_input_tokens": 100,
                    },
                    "output_tokens": 50,
                    "model": "claude-sonnet-4-5",
                }
            ],
        }
    ]
}
CENTS = {
    "data": [
        {
            "starting_at": "2026-01-01T00:00:00Z",
            "results": [{"amount": "123.45", "currency": "USD", "description": "tokens"}],
        }
    ]
}
# file, text; requests, input, cached and output tokens, cost: worked out by hand from the lines
EXPORTS: dict[str, tuple[str, str, tuple[float, ...]]] = {
    "Azure LLM inference trace": ("a.csv", AZURE, (1, 374, 0, 44, 0)),
    "simtco usage CSV": ("a.csv", CANONICAL, (2, 1000, 400, 200, 0.01)),
    "LiteLLM spend log": ("a.csv", SPEND, (3, 4000, 0, 400, 0.03)),
    "LiteLLM daily spend": ("a.csv", DAILY, (20, 10_000, 4_000, 2_000, 0.05)),
    "OpenRouter activity": ("a.csv", OPENROUTER, (10, 8_000, 0, 1_000, 0.75)),
    "OpenAI usage": ("a.json", json.dumps(openai_page()), (3, 900, 300, 100, 0)),
    "monthly bill": ("a.csv", "month,cost\n2026-01,120.5\n2026-02,99\n", (0, 0, 0, 0, 219.5)),
    "OpenAI costs": ("a.json", json.dumps(COSTS), (0, 0, 0, 0, 12.5)),
    "Anthropic usage report": ("a.json", json.dumps(ANTHROPIC), (0, 2_000, 600, 50, 0)),
    "Anthropic cost report": ("a.json", json.dumps(CENTS), (0, 0, 0, 0, 1.2345)),
    "FOCUS cost and usage": ("a.csv", FOCUS, (0, 1_200_000, 200_000, 800_000, 9.75)),
    "AWS Cost and Usage Report 2.0, Bedrock": (
        "a.csv",
        BEDROCK,
        (0, 800_000, 200_000, 100_000, 3.46),
    ),
}


def read_text(folder: Path, name: str, text: str, wishes: Wishes | None = None) -> Usage:
    return read([write(folder, name, text)], wishes or Wishes())


def test_every_format_has_its_example_here() -> None:
    assert {each.label for each in formats()} == set(EXPORTS)


@pytest.mark.parametrize("label", EXPORTS)
def test_an_export_is_recognised_and_read_as_its_vendor_means_it(
    label: str, tmp_path: Path
) -> None:
    name, text, (requests, inputs, cached, outputs, cost) = EXPORTS[label]
    usage = read_text(tmp_path, name, text)
    minutes = usage.ledger.minutes()
    assert usage.readings[0].label == label
    assert total(minutes, "requests") == requests
    assert total(minutes, "input_tokens") == pytest.approx(inputs)
    assert total(minutes, "cached") == pytest.approx(cached)
    assert total(minutes, "output_tokens") == pytest.approx(outputs)
    assert total(minutes, "priced") + total(minutes, "billed") == pytest.approx(cost)


@pytest.mark.parametrize("label", [each for each in EXPORTS if EXPORTS[each][0] == "a.csv"])
def test_line_by_line_reads_the_same(label: str, tmp_path: Path) -> None:
    """A line that is cut off sends the file the careful way, which must find the same sums."""
    name, text, _ = EXPORTS[label]
    whole = read_text(tmp_path, name, text)
    cut = read_text(tmp_path, "cut.csv", text + "2026", Wishes(skip_bad=True))
    assert cut.bad == 1
    assert cut.ledger.minutes().equals(whole.ledger.minutes())


def test_a_request_id_that_comes_twice_is_one_request_and_a_failure_is_no_answer(
    tmp_path: Path,
) -> None:
    usage = read_text(tmp_path, "a.csv", SPEND)
    minutes = usage.ledger.minutes()
    assert (usage.duplicates, total(minutes, "failed"), total(minutes, "answered")) == (1, 1, 2)
    waited = usage.ledger.single["first_token_seconds"].counts()
    assert list(waited.values) == [1000]
    assert waited.size == 2


def test_pages_one_below_the_other_and_in_a_list_are_read_alike(tmp_path: Path) -> None:
    pages = [openai_page(model="gpt-4o"), openai_page(model="gpt-4o-mini")]
    lines = "\n".join(json.dumps(page) for page in pages)
    one = read_text(tmp_path, "a.jsonl", lines)
    other = read_text(tmp_path, "b.json", json.dumps(pages))
    assert one.ledger.minutes().equals(other.ledger.minutes())
    assert total(one.ledger.minutes(), "requests") == 6
    assert set(one.ledger.models) == {"gpt-4o", "gpt-4o-mini"}


def test_rows_of_a_log_may_come_as_json(tmp_path: Path) -> None:
    head, first, second, *_ = SPEND.splitlines()
    rows = [dict(zip(head.split(","), line.split(","), strict=True)) for line in (first, second)]
    usage = read_text(tmp_path, "a.json", json.dumps(rows))
    assert usage.readings[0].label == "LiteLLM spend log"
    assert total(usage.ledger.minutes(), "input_tokens") == 4000


def test_semicolons_and_a_byte_order_mark(tmp_path: Path) -> None:
    text = "\ufeff" + CANONICAL.replace(",", ";")
    assert total(read_text(tmp_path, "a.csv", text).ledger.minutes(), "input_tokens") == 1000


def test_a_moment_without_a_zone_is_meant_in_the_zone_that_was_said(tmp_path: Path) -> None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    text = AZURE.replace("2023-11-16 18:15:46.6805900", "2026-07-01 00:30:00")
    berlin = read_text(tmp_path, "a.csv", text, Wishes(zone=ZoneInfo("Europe/Berlin")))
    assert berlin.ledger.minutes().index[0] * 60 == 1782858600  # 2026-06-30T22:30:00Z


def test_overlapping_exports_count_once(tmp_path: Path) -> None:
    text = "".join(f"2026-01-01T00:00:0{n}Z,m,10,0,1,1,0.1\n" for n in range(6))
    first = write(tmp_path, "a.csv", f"{HEADER}\n{text}")
    second = write(tmp_path, "b.csv", f"{HEADER}\n{text}2026-01-02T00:00:00Z,m,10,0,1,1,0.1\n")
    usage = read([first, second], Wishes())
    assert (usage.duplicates, total(usage.ledger.minutes(), "requests")) == (6, 7)
    kept = read([first, second], Wishes(keep_duplicates=True))
    assert (kept.duplicates, total(kept.ledger.minutes(), "requests")) == (0, 13)


def test_several_currencies_are_an_error_that_says_so(tmp_path: Path) -> None:
    other = FOCUS.replace("8.00,USD", "8.00,EUR")
    with pytest.raises(ExperimentError, match="several currencies: EUR on 1 lines, USD on 3 lines"):
        read_text(tmp_path, "a.csv", other)

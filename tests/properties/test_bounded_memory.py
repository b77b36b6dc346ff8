"""Reading names keeps names: pages come and go, and the memory of one is all that is ever in use."""

from __future__ import annotations

import gc
import tracemalloc

from groundwire.studio._pages import NamePage

SAMPLES, NOTE = 5_000, 2_000
PAGE_BYTES = 1_000 * NOTE


def test_sample_names_hold_one_page_at_a_time(both, monkeypatch) -> None:
    dataset, annotation_set = both.fresh("names")
    for start in range(0, SAMPLES, 1_000):
        samples = []
        for number in range(start, start + 1_000):
            sample = both.sample()
            sample.set_image_name(f"{number}.jpg")
            sample.set_sequence_description("n" * NOTE)
            samples.append(sample)
        both.populate_samples(dataset, annotation_set, samples)
    del samples, sample
    sizes: list[int] = []
    whole = NamePage.names

    def noted(page: NamePage) -> set[str]:
        sizes.append(len(page.samples))
        return whole(page)

    monkeypatch.setattr(NamePage, "names", noted)
    gc.collect()
    tracemalloc.start()
    names = both.sample_names(dataset)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert names == {f"{number}" for number in range(SAMPLES)}
    assert sizes == [1_000] * 5
    # a page is there as it came, as text and decoded; all of them together would be five times that
    assert PAGE_BYTES < peak < 4 * PAGE_BYTES

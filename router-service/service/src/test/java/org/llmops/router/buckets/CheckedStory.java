package org.llmops.router.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Plays a story on buckets and holds every one of their answers against the exact accounts. */
final class CheckedStory {
    private final BucketStory story;
    private final BiFunction<String, List<Draw>, LocalBuckets.Taken> take;
    private final Consumer<Correction> correct;
    private final Map<Bucket, ExactRate> rates = new HashMap<>();
    private final Map<Bucket, Map<String, Long>> leases = new HashMap<>();
    private final Map<String, Map<Bucket, ExactRate.Charge>> charges = new HashMap<>();
    private int passed;
    private int refused;

    CheckedStory(
            BucketStory story, BiFunction<String, List<Draw>, LocalBuckets.Taken> take, Consumer<Correction> correct) {
        this.story = story;
        this.take = take;
        this.correct = correct;
        for (Bucket bucket : story.buckets) {
            if (bucket instanceof Bucket.Rate rate) {
                rates.put(bucket, new ExactRate(rate));
            } else {
                leases.put(bucket, new HashMap<>());
            }
        }
    }

    /** How many calls were refused. */
    int play(int steps, boolean busy) {
        for (int step = 0; step < steps; step++) {
            story.wait(busy);
            if (story.endsACall()) {
                end(story.ending());
            } else if (story.renews()) {
                story.running().forEach(this::hold);
            } else {
                begin();
            }
        }
        assertThat(passed).isPositive();
        rates.values().forEach(rate -> assertThat(rate.worstExcess()).isLessThan(1e-3));
        return refused;
    }

    private void begin() {
        List<Draw> draws = story.draws();
        String id = story.nextId();
        boolean mustPass = draws.stream().allMatch(draw -> mustPass(draw));
        boolean mustWait = draws.stream().anyMatch(draw -> mustWait(draw));
        LocalBuckets.Taken taken = take.apply(id, draws);
        assertThat(taken.all() ? mustWait : mustPass)
                .as("passed: %s, draws: %s, levels: %s", taken.all(), draws, taken.levels())
                .isFalse();
        if (taken.all()) {
            passed++;
            draws.forEach(draw -> account(id, draw));
            story.began(new BucketStory.Call(id, draws, taken));
        } else {
            refused++;
        }
        for (int i = 0; i < draws.size(); i++) {
            check(draws.get(i).bucket(), taken.levels().get(i));
        }
    }

    private boolean mustPass(Draw draw) {
        return draw.bucket() instanceof Bucket.Slots slots
                ? alive(slots) < slots.amount()
                : rates.get(draw.bucket()).mustPass(story.nowUs, draw.cost());
    }

    private boolean mustWait(Draw draw) {
        return draw.bucket() instanceof Bucket.Slots slots
                ? alive(slots) >= slots.amount()
                : rates.get(draw.bucket()).mustWait(story.nowUs, draw.cost());
    }

    private long alive(Bucket slots) {
        return leases.get(slots).values().stream()
                .filter(end -> end > story.nowUs)
                .count();
    }

    private void account(String id, Draw draw) {
        if (draw.bucket() instanceof Bucket.Slots) {
            leases.get(draw.bucket()).put(id, story.nowUs + BucketStory.LEASE_US);
        } else {
            charges.computeIfAbsent(id, any -> new HashMap<>())
                    .put(draw.bucket(), rates.get(draw.bucket()).take(story.nowUs, draw.cost()));
        }
    }

    private void check(Bucket bucket, Level level) {
        if (bucket instanceof Bucket.Slots slots) {
            assertThat(level.remaining()).isEqualTo(Math.max(0, slots.amount() - alive(slots)));
        } else {
            assertThat(rates.get(bucket).canRemain(story.nowUs, level.remaining()))
                    .as("%s remain in %s", level.remaining(), bucket)
                    .isTrue();
        }
    }

    private void hold(BucketStory.Call call) {
        for (Draw draw : call.draws()) {
            if (draw.bucket() instanceof Bucket.Slots slots) {
                correct.accept(new Correction.Hold(slots, call.id()));
                leases.get(slots).put(call.id(), story.nowUs + BucketStory.LEASE_US);
            }
        }
    }

    private void end(BucketStory.Call call) {
        if (story.crashes()) {
            return;
        }
        for (Draw draw : call.draws()) {
            switch (draw.bucket()) {
                case Bucket.Slots slots -> {
                    correct.accept(new Correction.Free(slots, call.id()));
                    leases.get(slots).remove(call.id());
                }
                case Bucket.Rate rate -> {
                    long used = story.used(draw);
                    correct.accept(BucketStory.correction(call, rate, draw.cost(), used));
                    charges.get(call.id()).get(rate).used(used);
                    if (used > draw.cost()) {
                        rates.get(rate).debt(story.nowUs, used - draw.cost());
                    }
                }
            }
        }
    }
}

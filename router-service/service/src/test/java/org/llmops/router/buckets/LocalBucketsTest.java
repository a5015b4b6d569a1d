package org.llmops.router.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBucketsTest {
    private static final long MINUTE_US = 60_000_000;
    private static final long LEASE_US = 30_000_000;
    private static final Bucket.Rate TEN = new Bucket.Rate("ten", 10, MINUTE_US);
    private static final Bucket.Rate THREE = new Bucket.Rate("three", 3, MINUTE_US);
    private static final Bucket.Rate TOKENS = new Bucket.Rate("tokens", 1_000, MINUTE_US);
    private static final Bucket.Slots TWO = new Bucket.Slots("two", 2);

    private long nowUs = 1_000_000_000L;
    private final LocalBuckets buckets = new LocalBuckets(() -> nowUs, LEASE_US);

    @Test
    void letsTheLimitPassAtOnceAndThenNoMore() {
        for (int left = 9; left >= 0; left--) {
            assertThat(take(TEN, 1)).isEqualTo(new Level(left, 0, (10 - left) * 6_000_000L));
        }
        assertThat(take(TEN, 1)).isEqualTo(new Level(0, 6_000_000, MINUTE_US));
    }

    @Test
    void givesBackEvenlyOverTheWindow() {
        take(TOKENS, 1_000);
        assertThat(take(TOKENS, 500).waitUs()).isEqualTo(MINUTE_US / 2);

        nowUs += MINUTE_US / 2;
        assertThat(take(TOKENS, 500).hadRoom()).isTrue();
        assertThat(take(TOKENS, 1).hadRoom()).isFalse();
    }

    @Test
    void whatIsMoreThanTheBucketHoldsNeverPasses() {
        assertThat(take(TOKENS, 1_001)).isEqualTo(new Level(1_000, Level.NEVER, 0));
    }

    @Test
    void takesFromEveryBucketOrFromNone() {
        List<Draw> all = List.of(draw(TEN, 1), draw(THREE, 1), draw(TWO, 1));
        assertThat(buckets.take("a", all).all()).isTrue();
        assertThat(buckets.take("b", all).all()).isTrue();

        LocalBuckets.Taken refused = buckets.take("c", all);
        assertThat(refused.levels())
                .containsExactly(
                        new Level(8, 0, 12_000_000),
                        new Level(1, 0, 40_000_000),
                        new Level(0, LocalBuckets.SLOT_WAIT_US, 0));
        buckets.correct(new Correction.Free(TWO, "a"));
        assertThat(buckets.take("d", all).all()).isTrue();
        assertThat(buckets.take("e", all).levels().getFirst().remaining()).isEqualTo(7);
    }

    @Test
    void aSlotEndsWithItsLeaseUnlessItIsHeld() {
        buckets.take("crashed", List.of(draw(TWO, 1)));
        buckets.take("long", List.of(draw(TWO, 1)));
        nowUs += LEASE_US - 1;
        buckets.correct(new Correction.Hold(TWO, "long"));
        assertThat(take(TWO, 1).hadRoom()).isFalse();

        nowUs += 1;
        assertThat(take(TWO, 1)).isEqualTo(new Level(0, 0, 0));
        assertThat(take(TWO, 1).hadRoom()).isFalse();
    }

    @Test
    void aRefundMakesRoomAtOnce() {
        LocalBuckets.Taken call = buckets.take("a", List.of(draw(TOKENS, 900)));
        buckets.correct(new Correction.Refund(TOKENS, 900, 800, call.atUs()));

        assertThat(take(TOKENS, 900).hadRoom()).isTrue();
    }

    /** 999 that came back by themselves meanwhile are not given back once more: that would let two buckets pass at once. */
    @Test
    void aRefundTakesBackNothingThatHasComeBackAlready() {
        LocalBuckets.Taken call = buckets.take("a", List.of(draw(TOKENS, 1_000)));
        nowUs += MINUTE_US;
        assertThat(take(TOKENS, 1_000).hadRoom()).isTrue();
        buckets.correct(new Correction.Refund(TOKENS, 1_000, 999, call.atUs()));

        assertThat(take(TOKENS, 1).hadRoom()).isFalse();
    }

    /** Where there is always someone waiting, refunds come back in full, however long the calls take. */
    @Test
    void aBusyBucketLetsPassWhatIsUsedAndNotWhatWasGuessed() {
        long used = 0;
        long start = nowUs;
        Map<Long, LocalBuckets.Taken> running = new HashMap<>();
        for (long second = 0; second < 1_200; second++) {
            LocalBuckets.Taken ended = running.remove(second - 20);
            if (ended != null) {
                buckets.correct(new Correction.Refund(TOKENS, 150, 100, ended.atUs()));
            }
            LocalBuckets.Taken call = buckets.take("c" + second, List.of(draw(TOKENS, 150)));
            if (call.all()) {
                running.put(second, call);
                used += 50;
            }
            nowUs += 1_000_000;
        }
        double allowed = 1_000.0 * (nowUs - start) / MINUTE_US;
        assertThat(used).isBetween((long) (0.8 * allowed), (long) (1_000 + allowed));
    }

    @Test
    void whatWasUsedBeyondTheGuessMakesTheNextWait() {
        take(TOKENS, 100);
        buckets.correct(new Correction.Debt(TOKENS, 1_900));

        assertThat(take(TOKENS, 1)).isEqualTo(new Level(0, 60_060_000, 2 * MINUTE_US));
    }

    @Test
    void startsFromWhereRedisStood() {
        List<Draw> draws = List.of(draw(TEN, 1), draw(TWO, 1));
        buckets.learn("a", true, draws, List.of(new Level(4, 0, 0), new Level(1, 0, 0)));

        assertThat(buckets.take("b", draws).levels()).containsExactly(new Level(3, 0, 42_000_000), new Level(0, 0, 0));
    }

    @Test
    void aLimitThatIsRaisedKeepsWhatWasUsed() {
        take(TEN, 8);
        assertThat(take(new Bucket.Rate("ten", 100, MINUTE_US), 1).remaining()).isEqualTo(91);
    }

    @Test
    void forgetsBucketsThatNobodyUsesAnyMore() {
        for (int i = 0; i < 60_000; i++) {
            take(new Bucket.Rate("user-" + i, 10, MINUTE_US), 1);
            nowUs += 10_000;
        }
        assertThat(buckets.size()).isLessThan(55_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decidesLikeOneWhoKnowsEverything(boolean busy) {
        int refused = 0;
        for (long seed = 0; seed < 100; seed++) {
            BucketStory story = new BucketStory(seed);
            LocalBuckets subject = new LocalBuckets(() -> story.nowUs, BucketStory.LEASE_US);
            refused += new CheckedStory(story, subject::take, subject::correct).play(300, busy);
        }
        assertThat(refused).isGreaterThan(100);
    }

    private Level take(Bucket bucket, long cost) {
        return buckets.take("x" + nowUs, List.of(draw(bucket, cost))).levels().getFirst();
    }

    private static Draw draw(Bucket bucket, long cost) {
        return new Draw(bucket, cost, false, false);
    }
}

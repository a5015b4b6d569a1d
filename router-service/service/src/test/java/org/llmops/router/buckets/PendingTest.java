package org.llmops.router.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTest {
    private static final Bucket.Rate TOKENS = new Bucket.Rate("tokens", 1_000, 60_000_000);
    private static final Bucket.Rate OTHER = new Bucket.Rate("other", 1_000, 60_000_000);
    private static final Bucket.Slots SLOTS = new Bucket.Slots("slots", 2);

    private final Pending pending = new Pending();

    @Test
    void oneBatchIsOnItsWayWhileTheNextGathers() {
        assertThat(pending.add(debt(TOKENS, 1))).isTrue();
        assertThat(pending.next()).containsExactly(debt(TOKENS, 1));
        assertThat(pending.add(debt(TOKENS, 2))).isFalse();
        assertThat(pending.add(debt(OTHER, 3))).isFalse();
        assertThat(pending.begin()).isFalse();

        assertThat(pending.next()).containsExactly(debt(TOKENS, 2), debt(OTHER, 3));
        assertThat(pending.next()).isEmpty();
        assertThat(pending.add(debt(TOKENS, 4))).isTrue();
    }

    @Test
    void whatNobodyKnowsToHaveArrivedIsToldAgainUnlessItCouldLetTooMuchPass() {
        Correction.Refund refund = new Correction.Refund(TOKENS, 10, 5, 1);
        List.of(debt(TOKENS, 1), refund, new Correction.Hold(SLOTS, "a"), new Correction.Free(SLOTS, "b"))
                .forEach(pending::add);
        List<Correction> batch = pending.next();
        pending.add(debt(TOKENS, 10));
        pending.failed(batch);

        assertThat(pending.begin()).isTrue();
        assertThat(pending.next()).containsExactlyInAnyOrder(debt(TOKENS, 11), new Correction.Free(SLOTS, "b"));
    }

    @Test
    void theLastWordOnASlotCounts() {
        pending.add(new Correction.Hold(SLOTS, "a"));
        pending.add(new Correction.Free(SLOTS, "a"));

        assertThat(pending.next()).containsExactly(new Correction.Free(SLOTS, "a"));
    }

    @Test
    void equalRefundsAreNotTheSame() {
        pending.add(new Correction.Refund(TOKENS, 10, 5, 1));
        pending.add(new Correction.Refund(TOKENS, 10, 5, 1));

        assertThat(pending.next()).hasSize(2);
    }

    @Test
    void anOutageDoesNotFillTheMemory() {
        for (int i = 0; i < 50_000; i++) {
            pending.add(new Correction.Free(SLOTS, "call-" + i));
            pending.add(debt(TOKENS, 1));
        }
        int waiting = 0;
        for (List<Correction> batch = pending.next(); !batch.isEmpty(); batch = pending.next()) {
            waiting += batch.size();
            batch.stream()
                    .filter(correction -> correction instanceof Correction.Debt)
                    .forEach(all -> assertThat(all).isEqualTo(debt(TOKENS, 50_000)));
        }
        assertThat(waiting).isEqualTo(20_000);
    }

    private static Correction debt(Bucket.Rate bucket, long used) {
        return new Correction.Debt(bucket, used);
    }
}

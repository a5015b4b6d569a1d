package org.llmops.router.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Records that are sent together; whoever sent them waits once for all of them. */
final class Consignment {
    private final List<Item> items;
    private final CountDownLatch open;

    Consignment(List<SpoolEntry> entries) {
        this.items = new ArrayList<>(entries.size());
        entries.forEach(entry -> items.add(new Item(entry)));
        this.open = new CountDownLatch(entries.size());
    }

    /** Hands everything over; once something fails at once, nothing more, because each would wait for the broker as long. */
    void handTo(CallTopic topic) {
        boolean away = false;
        for (Item item : items) {
            if (away) {
                item.failed("it was not tried");
            } else {
                topic.send(item.entry.record(), item);
                away = item.outcome == Outcome.FAILED;
            }
        }
    }

    /** Whether there is word of each by then. */
    boolean await(long atMostMs) throws InterruptedException {
        return open.await(atMostMs, TimeUnit.MILLISECONDS);
    }

    /** Counts what is over, and returns what has to be tried again, in order. */
    List<SpoolEntry> settle(CallCounts counts) {
        List<SpoolEntry> left = new ArrayList<>();
        for (Item item : items) {
            switch (item.outcome) {
                case RECORDED -> counts.recordedOne();
                case REFUSED -> counts.lostOne();
                case OPEN, FAILED -> left.add(item.entry);
            }
        }
        return left;
    }

    /** Why something has to be tried again; null when nothing has. */
    @Nullable
    String whyFailed() {
        for (Item item : items) {
            if (item.why != null) {
                return item.why;
            }
        }
        return null;
    }

    private enum Outcome {
        OPEN,
        RECORDED,
        REFUSED,
        FAILED
    }

    /** One record under way. */
    private final class Item implements CallTopic.Receipt {
        private final SpoolEntry entry;
        private volatile Outcome outcome = Outcome.OPEN;
        private volatile @Nullable String why;

        private Item(SpoolEntry entry) {
            this.entry = entry;
        }

        @Override
        public void recorded() {
            told(Outcome.RECORDED);
        }

        @Override
        public void refused() {
            told(Outcome.REFUSED);
        }

        @Override
        public void failed(String reason) {
            why = reason;
            told(Outcome.FAILED);
        }

        private void told(Outcome known) {
            outcome = known;
            open.countDown();
        }
    }
}

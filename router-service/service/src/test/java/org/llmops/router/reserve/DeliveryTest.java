package org.llmops.router.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was spent is known to be counted only when the records that say so are with Kafka. */
class DeliveryTest {
    private final FakeRecords records = new FakeRecords();
    private final Delivery delivery = new Delivery();

    @Test
    void whatKafkaHasIsDelivered() {
        publish(5);

        assertThat(delivery.look(records)).as("late").isFalse();
        assertThat(delivery.delivered()).isEqualTo(5);
    }

    @Test
    void whatIsStillOnItsWayTheNextTimeIsLate() {
        publish(5);
        delivery.look(records);
        records.away(true);
        publish(7);

        assertThat(delivery.look(records)).as("late at once").isFalse();
        publish(9);
        assertThat(delivery.look(records)).as("late the next time").isTrue();
        assertThat(delivery.delivered()).isEqualTo(5);
    }

    @Test
    void itComesInTheOrderInWhichItWasPublished() {
        records.away(true);
        publish(5);
        delivery.look(records);
        publish(7);
        records.away(false);
        records.away(true);
        publish(1);

        delivery.look(records);
        assertThat(delivery.delivered())
                .as("what was published before the first look")
                .isEqualTo(5);
        records.away(false);
        delivery.look(records);
        assertThat(delivery.delivered()).isEqualTo(13);
        assertThat(delivery.look(records)).isFalse();
    }

    private void publish(long amount) {
        records.published();
        delivery.published(amount);
    }
}

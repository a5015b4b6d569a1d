package org.llmops.cost.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.AlertNews;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.channels.AlertChannel;

/** When, and as how severe, a channel was last told of an alert. */
record LastTold(Instant at, Severity severity) {
    /**
     * What to tell the channel now; nothing when it does not want to know, knows already, or somebody has taken the alert
     * on. What got worse is always told.
     *
     * @param last absent when it was never told of it
     */
    static @Nullable String now(AlertChannel channel, AlertNews news, @Nullable LastTold last, Instant now) {
        if (!channel.audience().includes(news.alert())) {
            return null;
        }
        if (last == null) {
            return news.isNew() || news.alert().isOpen() ? AlertMessage.RAISED : null;
        }
        if (news.alert().severity().compareTo(last.severity()) > 0) {
            return AlertMessage.ESCALATED;
        }
        boolean quiet = now.isBefore(last.at().plus(channel.quiet()));
        return quiet || !news.alert().isOpen() ? null : AlertMessage.REPEATED;
    }
}

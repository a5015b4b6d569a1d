package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_KIND_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a message travels by. */
public enum ChannelKind {
    /** A signed POST to any URL. */
    WEBHOOK,
    /** One of Slack's incoming webhooks, or what speaks its language. */
    SLACK,
    /** SMTP. */
    EMAIL;

    @JsonCreator
    static ChannelKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> CHANNEL_KIND_UNKNOWN.at("kind", "Write webhook, slack or email"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.llmops.cost.channels;

import java.net.URI;
import java.util.List;

/** Where messages go, secrets included. */
public sealed interface Destination {
    /** What of it everybody may see. */
    String shown();

    /** @param secret signs what is sent */
    record Webhook(URI url, SigningSecret secret) implements Destination {
        @Override
        public String shown() {
            return origin(url);
        }

        /** URLs hold tokens often. */
        @Override
        public String toString() {
            return "webhook at " + shown();
        }
    }

    /** @param url who knows it may write to the channel */
    record Slack(URI url) implements Destination {
        @Override
        public String shown() {
            return origin(url);
        }

        @Override
        public String toString() {
            return "slack at " + shown();
        }
    }

    /** @param recipients addresses without names */
    record Email(List<String> recipients) implements Destination {
        public Email {
            recipients = List.copyOf(recipients);
        }

        @Override
        public String shown() {
            return String.join(", ", recipients);
        }
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}

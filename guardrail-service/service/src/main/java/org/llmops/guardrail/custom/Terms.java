package org.llmops.guardrail.custom;

import java.net.URI;
import java.util.List;

/**
 * What a detector is, without what is secret of it.
 */
sealed interface Terms {
    /** The kind, as it is written in requests and in the database. */
    Kind kind();

    /** What it may find; never empty. */
    List<String> entities();

    /** How long it may take. */
    int timeoutMs();

    /** Code points of the longest text it looks at. */
    int maxText();

    /** Whether it is told the other texts of the call. */
    boolean sendsAround();

    /** A service of the workspace's own, over HTTP or gRPC. */
    record Service(Kind kind, URI url, List<String> entities, int timeoutMs, int maxText, boolean sendsAround)
            implements Terms {
        public Service {
            entities = List.copyOf(entities);
        }

        /** Credentials that were given for one origin are for no other. */
        String origin() {
            return url.getScheme() + "://" + url.getRawAuthority();
        }
    }

    /**
     * A model that is asked through the router.
     *
     * @param rubric what is to be judged, in words
     * @param model a model or a route
     * @param maxTokens of an answer: what bounds its price
     * @param callsPerMinute what bounds the price of all
     */
    record Judge(
            String rubric,
            String model,
            int maxTokens,
            int callsPerMinute,
            List<String> entities,
            int timeoutMs,
            int maxText,
            boolean sendsAround)
            implements Terms {
        public Judge {
            entities = List.copyOf(entities);
        }

        @Override
        public Kind kind() {
            return Kind.JUDGE;
        }

        String entity() {
            return entities.getFirst();
        }
    }
}

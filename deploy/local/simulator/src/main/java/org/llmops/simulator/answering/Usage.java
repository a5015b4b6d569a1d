package org.llmops.simulator.answering;

/**
 * What a call costs in tokens.
 *
 * @param prompt all tokens read, those from the cache, those written to it, pictures and recordings included
 * @param cached how many of them the provider had in its cache
 * @param written how the provider's cache grew
 * @param audio how many of the prompt's are those of recordings
 * @param completion all tokens generated, reasoning included
 * @param reasoning how many of them are thoughts
 */
public record Usage(int prompt, int cached, CacheWrite written, int audio, int completion, int reasoning) {

    /**
     * How many tokens of a prompt were put into the cache.
     *
     * @param minutes for five minutes
     * @param hour for an hour
     */
    public record CacheWrite(int minutes, int hour) {
        static final CacheWrite NOTHING = new CacheWrite(0, 0);

        /** All of them. */
        public int total() {
            return minutes + hour;
        }
    }

    public Usage {
        if (cached + written.total() > prompt || audio > prompt || reasoning > completion) {
            throw new IllegalArgumentException("A part of the tokens is larger than the whole");
        }
    }

    /** The usage of a prompt that nothing is heard in or written to the cache of. */
    Usage(int prompt, int cached, int completion, int reasoning) {
        this(prompt, cached, CacheWrite.NOTHING, 0, completion, reasoning);
    }

    /** The usage of that many answers to one prompt. */
    public Usage times(int answers) {
        return new Usage(prompt, cached, written, audio, completion * answers, reasoning * answers);
    }

    /** The tokens read that the cache had no part in. */
    public int uncached() {
        return prompt - cached - written.total();
    }

    /** All tokens. */
    public int total() {
        return prompt + completion;
    }
}

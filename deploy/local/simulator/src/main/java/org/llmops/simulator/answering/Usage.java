package org.llmops.simulator.answering;

/**
 * What a call costs in tokens.
 *
 * @param prompt all tokens read, those from the cache included
 * @param cached how many of them the provider had in its cache
 * @param completion all tokens generated, reasoning included
 * @param reasoning how many of them nobody gets to read
 */
public record Usage(int prompt, int cached, int completion, int reasoning) {

    public Usage {
        if (cached > prompt || reasoning > completion) {
            throw new IllegalArgumentException("A part of the tokens is larger than the whole");
        }
    }

    /** The usage of that many answers to one prompt. */
    public Usage times(int answers) {
        return new Usage(prompt, cached, completion * answers, reasoning * answers);
    }

    /** All tokens. */
    public int total() {
        return prompt + completion;
    }
}

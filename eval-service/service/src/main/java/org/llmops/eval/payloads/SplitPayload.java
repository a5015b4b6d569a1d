package org.llmops.eval.payloads;

import java.util.List;

/**
 * A payload as it is stored.
 *
 * @param plan how it is put together again
 * @param blocks what it is put together from
 */
public record SplitPayload(PayloadPlan plan, List<Block> blocks) {
    static final SplitPayload ABSENT = new SplitPayload(PayloadPlan.ABSENT, List.of());

    static SplitPayload of(PayloadForm form, int splice, List<Block> blocks) {
        return new SplitPayload(
                new PayloadPlan(form, splice, blocks.stream().map(Block::hash).toList()), blocks);
    }

    /**
     * A piece of a payload.
     *
     * @param hash its name
     * @param body its bytes; not to be changed
     */
    public record Block(BlockHash hash, byte[] body) {
        static Block of(byte[] body) {
            return new Block(BlockHash.of(body), body);
        }
    }
}

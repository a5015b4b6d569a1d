package org.llmops.eval.payloads;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * How a payload is put together from blocks.
 *
 * @param form what the blocks are
 * @param splice where in the first block of a conversation the messages go. Bytes; 0 for every other form
 * @param blocks the blocks in order
 */
public record PayloadPlan(PayloadForm form, int splice, List<BlockHash> blocks) {
    public static final PayloadPlan ABSENT = new PayloadPlan(PayloadForm.ABSENT, 0, List.of());

    public PayloadPlan {
        blocks = List.copyOf(blocks);
        boolean fits = switch (form) {
            case ABSENT -> blocks.isEmpty();
            case OPAQUE, DOCUMENT -> blocks.size() == 1;
            case CONVERSATION -> blocks.size() > 1;
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "A payload of form " + form + " cannot have " + blocks.size() + " blocks");
        }
    }

    /** Reads back what packedBlocks wrote. */
    public static PayloadPlan of(PayloadForm form, int splice, byte[] packedBlocks) {
        List<BlockHash> blocks = new ArrayList<>(packedBlocks.length / BlockHash.LENGTH);
        for (int at = 0; at < packedBlocks.length; at += BlockHash.LENGTH) {
            blocks.add(new BlockHash(HexFormat.of().formatHex(packedBlocks, at, at + BlockHash.LENGTH)));
        }
        return new PayloadPlan(form, splice, blocks);
    }

    /** The hashes behind each other, 32 bytes each. */
    public byte[] packedBlocks() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(blocks.size() * BlockHash.LENGTH);
        blocks.forEach(block -> packed.writeBytes(HexFormat.of().parseHex(block.hex())));
        return packed.toByteArray();
    }

    /**
     * Puts the payload together: the bytes that were split, but for the blanks between messages.
     *
     * @param bodyOf finds the body of a block
     */
    public byte[] join(Function<BlockHash, byte[]> bodyOf) {
        return switch (form) {
            case ABSENT -> new byte[0];
            case OPAQUE, DOCUMENT -> bodyOf.apply(blocks.getFirst());
            case CONVERSATION -> joinMessages(bodyOf);
        };
    }

    private byte[] joinMessages(Function<BlockHash, byte[]> bodyOf) {
        byte[] rest = bodyOf.apply(blocks.getFirst());
        ByteArrayOutputStream joined = new ByteArrayOutputStream(2 * rest.length);
        joined.write(rest, 0, splice);
        for (int message = 1; message < blocks.size(); message++) {
            if (message > 1) {
                joined.write(',');
            }
            joined.writeBytes(bodyOf.apply(blocks.get(message)));
        }
        joined.write(rest, splice, rest.length - splice);
        return joined.toByteArray();
    }
}

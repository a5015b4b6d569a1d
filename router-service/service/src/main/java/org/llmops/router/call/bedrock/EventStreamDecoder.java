package org.llmops.router.call.bedrock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Cuts a stream of bytes into messages, however the bytes are cut themselves: AWS's event stream encoding
 * (vnd.amazon.eventstream) of a prelude with two lengths and its checksum, headers, a payload and a checksum of it all,
 * numbers in network order.
 */
final class EventStreamDecoder {
    private static final int PRELUDE_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    /** AWS's own bound. */
    private static final int MAX_HEADER_BYTES = 128 << 10;

    private byte[] waiting = new byte[0];

    /** The messages that are complete with these bytes; fails when a checksum or a length is wrong. */
    List<EventMessage> feed(byte[] bytes) throws IOException {
        byte[] all = bytes;
        if (waiting.length > 0) {
            all = Arrays.copyOf(waiting, waiting.length + bytes.length);
            System.arraycopy(bytes, 0, all, waiting.length, bytes.length);
        }
        List<EventMessage> messages = new ArrayList<>();
        int at = 0;
        while (all.length - at >= PRELUDE_BYTES) {
            int length = checkPrelude(all, at);
            if (all.length - at < length) {
                break;
            }
            messages.add(message(all, at, length));
            at += length;
        }
        waiting = at == all.length ? new byte[0] : Arrays.copyOfRange(all, at, all.length);
        return messages;
    }

    private static int checkPrelude(byte[] bytes, int at) throws IOException {
        ByteBuffer prelude = ByteBuffer.wrap(bytes, at, PRELUDE_BYTES);
        int length = prelude.getInt();
        int headers = prelude.getInt();
        if (prelude.getInt() != checksum(bytes, at, PRELUDE_BYTES - CHECKSUM_BYTES)) {
            throw new IOException("The checksum of an event's prelude is wrong");
        }
        if (headers < 0
                || headers > MAX_HEADER_BYTES
                || length > MAX_MESSAGE_BYTES
                || length < PRELUDE_BYTES + headers + CHECKSUM_BYTES) {
            throw new IOException("The lengths of an event make no sense");
        }
        return length;
    }

    private static EventMessage message(byte[] bytes, int at, int length) throws IOException {
        int end = at + length - CHECKSUM_BYTES;
        if (ByteBuffer.wrap(bytes, end, CHECKSUM_BYTES).getInt() != checksum(bytes, at, length - CHECKSUM_BYTES)) {
            throw new IOException("The checksum of an event is wrong");
        }
        int headersStart = at + PRELUDE_BYTES;
        int headersLength = ByteBuffer.wrap(bytes, at + 4, 4).getInt();
        return new EventMessage(
                headers(ByteBuffer.wrap(bytes, headersStart, headersLength)),
                Arrays.copyOfRange(bytes, headersStart + headersLength, end));
    }

    private static int checksum(byte[] bytes, int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    private static Map<String, String> headers(ByteBuffer block) throws IOException {
        Map<String, String> headers = new HashMap<>();
        try {
            while (block.hasRemaining()) {
                String name = text(block, block.get() & 0xff);
                int type = block.get();
                switch (type) {
                    // True and false, then numbers of 1, 2, 4 and 8 bytes.
                    case 0, 1 -> {}
                    case 2 -> skip(block, 1);
                    case 3 -> skip(block, 2);
                    case 4 -> skip(block, 4);
                    case 5, 8 -> skip(block, 8);
                    case 6 -> skip(block, block.getShort() & 0xffff);
                    case 7 -> headers.put(name, text(block, block.getShort() & 0xffff));
                    case 9 -> skip(block, 16);
                    default -> throw new IOException("An event has a header of an unknown type");
                }
            }
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException beyond) {
            throw new IOException("The headers of an event are cut off", beyond);
        }
        return headers;
    }

    private static void skip(ByteBuffer block, int bytes) {
        block.position(block.position() + bytes);
    }

    private static String text(ByteBuffer block, int length) {
        byte[] text = new byte[length];
        block.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}

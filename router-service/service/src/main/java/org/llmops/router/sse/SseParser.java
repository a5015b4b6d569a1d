package org.llmops.router.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into events, however the bytes are cut themselves (HTML Living Standard, 9.2.6).
 * Of the fields, {@code id} and {@code retry} mean nothing to a call that is never resumed.
 */
public final class SseParser {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int maxEventBytes;
    private final Consumer<SseEvent> events;
    private final Bytes line = new Bytes();
    private final Bytes data = new Bytes();
    private boolean hasData;
    private String type = "";
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    /**
     * A parser for one stream.
     *
     * @param maxEventBytes a longer line or event is not waited for
     * @param events told of each event as soon as it is complete
     */
    public SseParser(int maxEventBytes, Consumer<SseEvent> events) {
        this.maxEventBytes = maxEventBytes;
        this.events = events;
    }

    /** Takes the next bytes; fails when an event outgrows the bound. */
    public void feed(byte[] bytes) throws SseTooLong {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                afterCarriageReturn = false;
            } else if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                start = i + 1;
            } else {
                afterCarriageReturn = b == '\r';
                line.add(bytes, start, i, maxEventBytes);
                start = i + 1;
                endOfLine();
            }
        }
        line.add(bytes, start, bytes.length, maxEventBytes);
    }

    private void endOfLine() throws SseTooLong {
        int from = firstLine && line.startsWith(BYTE_ORDER_MARK, 0) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        if (line.length == from) {
            dispatch();
        } else {
            field(from);
        }
        line.length = 0;
    }

    private void field(int from) throws SseTooLong {
        int colon = line.indexOf(':', from);
        int nameEnd = colon < 0 ? line.length : colon;
        int valueStart = Math.min(colon < 0 ? line.length : colon + 1, line.length);
        if (valueStart < line.length && line.bytes[valueStart] == ' ') {
            valueStart++;
        }
        if (line.isField(DATA, from, nameEnd)) {
            if (hasData) {
                data.add(new byte[] {'\n'}, 0, 1, maxEventBytes);
            }
            data.add(line.bytes, valueStart, line.length, maxEventBytes);
            hasData = true;
        } else if (line.isField(EVENT, from, nameEnd)) {
            type = new String(line.bytes, valueStart, line.length - valueStart, StandardCharsets.UTF_8);
        }
    }

    private void dispatch() {
        if (hasData) {
            SseEvent event = new SseEvent(type.isEmpty() ? "message" : type, Arrays.copyOf(data.bytes, data.length));
            data.length = 0;
            hasData = false;
            type = "";
            events.accept(event);
        }
        type = "";
    }

    /** Bytes that grow. */
    private static final class Bytes {
        private byte[] bytes = new byte[512];
        private int length;

        private void add(byte[] from, int start, int end, int max) throws SseTooLong {
            int more = end - start;
            if (length + more > max) {
                throw new SseTooLong(max);
            }
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            }
            System.arraycopy(from, start, bytes, length, more);
            length += more;
        }

        private int indexOf(char wanted, int from) {
            for (int i = from; i < length; i++) {
                if (bytes[i] == wanted) {
                    return i;
                }
            }
            return -1;
        }

        private boolean startsWith(byte[] prefix, int from) {
            return length - from >= prefix.length
                    && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
        }

        private boolean isField(byte[] name, int from, int nameEnd) {
            return nameEnd - from == name.length && startsWith(name, from);
        }
    }
}

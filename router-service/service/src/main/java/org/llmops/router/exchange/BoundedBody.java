package org.llmops.router.exchange;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** Reads a body up to a bound, so that nobody can fill the memory. */
public final class BoundedBody {
    private BoundedBody() {}

    /** The whole body; fails with {@link TooLarge} as soon as it exceeds the bound, and reads no further. */
    public static Future<Buffer> read(ReadStream<Buffer> stream, long maxBytes) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        stream.handler(more -> {
            if (read.length() + (long) more.length() > maxBytes) {
                stream.pause();
                whole.tryFail(new TooLarge(maxBytes));
            } else {
                read.appendBuffer(more);
            }
        });
        stream.endHandler(end -> whole.tryComplete(read));
        stream.exceptionHandler(whole::tryFail);
        stream.resume();
        return whole.future();
    }

    /** The body exceeds its bound. */
    public static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        public TooLarge(long maxBytes) {
            super("The body is larger than " + maxBytes + " bytes", null, false, false);
        }
    }
}

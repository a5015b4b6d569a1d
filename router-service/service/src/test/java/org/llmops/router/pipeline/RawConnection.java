package org.llmops.router.pipeline;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection to the router on which a test writes what no HTTP client would, byte by byte. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;

    RawConnection() {
        try {
            socket = new Socket("localhost", RestAssured.port);
            socket.setSoTimeout(PATIENCE_MS);
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    RawConnection send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The head of the next response, up to its empty line. */
    String head() {
        try {
            InputStream from = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = from.read();
                if (next < 0) {
                    return head.toString(StandardCharsets.ISO_8859_1);
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The body that belongs to a head with a length. */
    String body(String head) {
        try {
            int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ") + "content-length: ".length();
            int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Everything until the router closes the connection. */
    String rest() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            return "BROKEN " + broken.getMessage();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

package org.llmops.router.wire.passthrough;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.RequestScan;
import org.llmops.router.body.Span;

/**
 * Finds the small fields of a form (RFC 7578) without copying its files. A field's value can be replaced like a member of a
 * JSON body.
 */
final class Multipart {
    private static final int MAX_FIELD_BYTES = 64 << 10;
    private static final int MAX_PARTS = 256;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Multipart() {}

    /** The boundary that a content type names. */
    static Optional<String> boundary(String contentType) {
        for (String parameter : contentType.split(";")) {
            String[] named = parameter.strip().split("=", 2);
            if (named.length == 2 && named[0].strip().equalsIgnoreCase("boundary")) {
                String value = named[1].strip();
                return Optional.of(
                        value.length() > 1 && value.startsWith("\"") ? value.substring(1, value.length() - 1) : value);
            }
        }
        return Optional.empty();
    }

    static RequestBody read(Endpoint endpoint, byte[] bytes, String boundary, RequestReader reader)
            throws BodyMalformed {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Map<String, Member> fields = new LinkedHashMap<>();
        List<Span> files = new ArrayList<>();
        int at = indexOf(bytes, delimiter, 0);
        for (int parts = 0; at >= 0; parts++) {
            int head = at + delimiter.length;
            if (parts == MAX_PARTS) {
                throw new BodyMalformed(null, "The form has more than " + MAX_PARTS + " parts.");
            }
            int headEnd = indexOf(bytes, END_OF_HEAD, head);
            int next = indexOf(bytes, delimiter, head);
            if (next < 0) {
                break; // the closing delimiter
            }
            if (headEnd < 0 || headEnd > next) {
                throw new BodyMalformed(null, "A part of the form has no head.");
            }
            Span value = new Span(headEnd + END_OF_HEAD.length, Math.max(headEnd + END_OF_HEAD.length, next - 2));
            note(fields, files, head(bytes, head, headEnd), value);
            at = next;
        }
        if (fields.isEmpty() && files.isEmpty()) {
            throw new BodyMalformed(null, "The body of your request is no form with the boundary it names.");
        }
        return body(endpoint, bytes, reader, fields, files);
    }

    private static void note(Map<String, Member> fields, List<Span> files, String head, Span value)
            throws BodyMalformed {
        String name = parameter(head, "name");
        if (!parameter(head, "filename").isEmpty() || value.bytes() > MAX_FIELD_BYTES) {
            files.add(value);
            fields.putIfAbsent(name, new Member(name, value.start(), value));
        } else if (fields.put(name, new Member(name, value.start(), value)) != null && !name.endsWith("[]")) {
            throw new BodyMalformed(name, "'" + name + "' is given more than once.");
        }
    }

    private static RequestBody body(
            Endpoint endpoint, byte[] bytes, RequestReader reader, Map<String, Member> fields, List<Span> files)
            throws BodyMalformed {
        String asked = name(bytes, fields, "model", endpoint.defaultModel());
        String user = name(bytes, fields, "user", "");
        // Texts of a form cannot be replaced as JSON strings are: all of it counts as not looked at.
        List<Span> unseen = new ArrayList<>(files);
        Member prompt = fields.get("prompt");
        if (prompt != null) {
            unseen.add(prompt.value());
        }
        return new RequestBody(
                bytes,
                reader,
                fields,
                asked.isEmpty() ? null : asked,
                false,
                false,
                0,
                choices(bytes, fields),
                user.isEmpty() ? null : user,
                Map.of(),
                0,
                List.of(),
                unseen);
    }

    private static String name(byte[] bytes, Map<String, Member> fields, String name, String otherwise)
            throws BodyMalformed {
        Member given = fields.get(name);
        return given == null ? otherwise : RequestScan.name(name, text(bytes, given.value()));
    }

    private static int choices(byte[] bytes, Map<String, Member> fields) throws BodyMalformed {
        Member given = fields.get("n");
        if (given == null) {
            return 1;
        }
        String wanted = text(bytes, given.value());
        boolean isCount = wanted.matches("[1-9][0-9]{0,8}");
        // What is no count is for the provider to refuse.
        return isCount ? RequestScan.choices("n", Integer.parseInt(wanted)) : 1;
    }

    private static String head(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes, Span span) {
        return new String(bytes, span.start(), span.bytes(), StandardCharsets.UTF_8).strip();
    }

    /** Of the content disposition; empty when it is not there. */
    private static String parameter(String head, String name) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                for (String parameter : line.split(";")) {
                    String[] named = parameter.strip().split("=", 2);
                    if (named.length == 2 && named[0].equalsIgnoreCase(name)) {
                        return named[1].replace("\"", "");
                    }
                }
            }
        }
        return "";
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}

package org.llmops.simulator.serving;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form of {@code multipart/form-data} (RFC 7578) as a JSON object: fields are strings, and a file is an object
 * with its {@code filename}, {@code content_type} and {@code content}.
 */
final class Multipart {

    private static final String TYPE = "multipart/form-data";
    private static final String HEADERS_END = "\r\n\r\n";

    private Multipart() {}

    static boolean isForm(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /** Null when it is no form. */
    static @Nullable JsonObject read(String contentType, Buffer body) {
        String name = parameter(contentType, "boundary");
        if (name == null) {
            return null;
        }
        // one character is one byte
        String text = body.toString(StandardCharsets.ISO_8859_1);
        String boundary = "--" + name;
        JsonObject form = new JsonObject();
        int start = text.indexOf(boundary);
        while (start >= 0 && !text.startsWith("--", start + boundary.length())) {
            int headers = start + boundary.length();
            int content = text.indexOf(HEADERS_END, headers);
            int end = text.indexOf("\r\n" + boundary, headers);
            if (content < 0 || end < content + HEADERS_END.length()) {
                return null;
            }
            put(form, text.substring(headers, content), body.slice(content + HEADERS_END.length(), end));
            start = end + 2;
        }
        return start < 0 ? null : form;
    }

    private static void put(JsonObject form, String headers, Buffer content) {
        String name = parameter(headers, "name");
        String filename = parameter(headers, "filename");
        if (name != null && filename != null) {
            form.put(
                    name.replace("[]", ""),
                    new JsonObject()
                            .put("filename", filename)
                            .put("content_type", header(headers, "content-type"))
                            .put("content", content));
        } else if (name != null) {
            form.put(name.replace("[]", ""), content.toString());
        }
    }

    private static @Nullable String parameter(String header, String name) {
        int start = (" " + header.replace(';', ' ')).indexOf(" " + name + "=");
        if (start < 0) {
            return null;
        }
        String value = header.substring(start + name.length() + 1);
        if (value.startsWith("\"")) {
            int end = value.indexOf('"', 1);
            return end < 0 ? null : value.substring(1, end);
        }
        return value.split("[;\\s]", 2)[0];
    }

    private static String header(String headers, String name) {
        for (String line : headers.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "application/octet-stream";
    }
}

package org.llmops.router.call.bedrock;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to AWS: Signature Version 4, as "AWS API request signing" of the IAM User Guide has it.
 *
 * @param region where the service runs
 * @param service its name for signing
 */
record SignatureV4(String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * What is signed.
     *
     * @param path as it is sent, percent encoding included
     * @param query in canonical order and encoding; empty: none
     * @param headers all that shall be signed, the host among them
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes that are passed on, never compared.
    record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {}

    /** The headers that make the request a signed one: its date, the session's token, the authorization. */
    Map<String, String> sign(Request request, AwsKeys keys, Instant now) {
        String time = TIME.format(now);
        Map<String, String> added = new TreeMap<>();
        added.put("X-Amz-Date", time);
        if (!keys.sessionToken().isEmpty()) {
            added.put("X-Amz-Security-Token", keys.sessionToken());
        }
        SortedMap<String, String> signed = canonicalHeaders(request.headers(), added);
        String names = String.join(";", signed.keySet());
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String toSign =
                ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(utf8(canonical(request, signed, names))));
        String signature = hex(hmac(key(keys.secret(), time.substring(0, 8)), toSign));
        added.put(
                "Authorization",
                ALGORITHM + " Credential=" + keys.id() + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature);
        return added;
    }

    private static SortedMap<String, String> canonicalHeaders(Map<String, String> own, Map<String, String> added) {
        SortedMap<String, String> canonical = new TreeMap<>();
        own.forEach((name, value) -> canonical.put(name.toLowerCase(Locale.ROOT), trimmed(value)));
        added.forEach((name, value) -> canonical.put(name.toLowerCase(Locale.ROOT), trimmed(value)));
        return canonical;
    }

    /** Spaces in a row count as one. */
    private static String trimmed(String value) {
        StringBuilder trimmed = new StringBuilder(value.length());
        for (char c : value.strip().toCharArray()) {
            if (c != ' ' || trimmed.charAt(trimmed.length() - 1) != ' ') {
                trimmed.append(c);
            }
        }
        return trimmed.toString();
    }

    /** Every service but S3 wants a path encoded once more than it is sent. */
    private static String canonical(Request request, SortedMap<String, String> headers, String names) {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                UriEncoding.encodePath(request.path()),
                request.query(),
                lines,
                names,
                hex(sha256(request.body())));
    }

    private byte[] key(String secret, String date) {
        byte[] ofDate = hmac(utf8("AWS4" + secret), date);
        byte[] ofRegion = hmac(ofDate, region);
        byte[] ofService = hmac(ofRegion, service);
        return hmac(ofService, "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", impossible);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

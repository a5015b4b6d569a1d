package org.llmops.router.call.bedrock;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Checks signatures as AWS does: from the request that arrived. */
public final class ReceivedSignature {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private ReceivedSignature() {}

    /**
     * @param path as it stands in the request line
     * @param header of the request, by name
     */
    public static boolean isRight(
            String path, UnaryOperator<String> header, byte[] body, String credential, String region) {
        String authorization = header.apply("Authorization");
        String names = authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
        Map<String, String> own = new HashMap<>();
        for (String name : names.split(";")) {
            if (!name.startsWith("x-amz-")) {
                own.put(name, header.apply(name));
            }
        }
        Instant sent = TIME.parse(header.apply("X-Amz-Date"), Instant::from);
        boolean recent = Math.abs(sent.toEpochMilli() - System.currentTimeMillis()) < 300_000;
        return recent
                && new SignatureV4(region, "bedrock")
                        .sign(
                                new SignatureV4.Request("POST", path, "", own, body),
                                AwsKeys.of(credential).orElseThrow(),
                                sent)
                        .get("Authorization")
                        .equals(authorization);
    }
}

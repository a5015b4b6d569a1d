package org.llmops.simulator.bedrock;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether a header of AWS Signature Version 4 has everything that such a signature is made of. */
final class SignatureShape {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";
    private static final int PARTS_OF_A_SCOPE = 5;

    private SignatureShape() {}

    /** What is wrong with it; empty when nothing is. */
    static String complaint(String authorization, MultiMap headers) {
        if (!authorization.startsWith(ALGORITHM)) {
            return "Authorization header requires the algorithm AWS4-HMAC-SHA256.";
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization.substring(ALGORITHM.length()).split(",")) {
            String[] nameAndValue = part.strip().split("=", 2);
            parts.put(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : "");
        }
        String[] scope = parts.getOrDefault("Credential", "").split("/");
        String date = Objects.requireNonNullElse(headers.get("x-amz-date"), "");
        List<String> signed = List.of(parts.getOrDefault("SignedHeaders", "").split(";"));
        if (scope.length != PARTS_OF_A_SCOPE || !scope[3].equals("bedrock") || !scope[4].equals("aws4_request")) {
            return "Credential should be scoped to a valid region and to the service 'bedrock'.";
        }
        if (!date.matches("\\d{8}T\\d{6}Z") || !date.startsWith(scope[1])) {
            return "The header X-Amz-Date is missing, or of another day than the credential's scope.";
        }
        if (!signed.containsAll(List.of("host", "x-amz-date")) || !isSorted(signed)) {
            return "SignedHeaders has to name host and x-amz-date, in order.";
        }
        return parts.getOrDefault("Signature", "").matches("[0-9a-f]{64}")
                ? ""
                : "Authorization header requires a 'Signature' of 64 hexadecimal digits.";
    }

    private static boolean isSorted(List<String> names) {
        String[] sorted = names.toArray(String[]::new);
        Arrays.sort(sorted);
        return List.of(sorted).equals(names);
    }
}

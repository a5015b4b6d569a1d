package org.llmops.router.call.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureV4Test {
    private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", SECRET, "");

    /** AWS's published test suite (awslabs/aws-c-auth, tests/aws-signing-test-suite/v4, Apache-2.0). */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "get-vanilla|GET|/|''|''|''|host;x-amz-date|5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                "post-vanilla|POST|/|''|''|''|host;x-amz-date|5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
                "get-vanilla-query-order-key-case|GET|/|Param1=value1&Param2=value2|''|''|host;x-amz-date|b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
                "post-header-value-case|POST|/|''|My-Header1: VALUE1|''|host;my-header1;x-amz-date|cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
                "post-x-www-form-urlencoded|POST|/|''|Content-Type: application/x-www-form-urlencoded|Param1=value1|content-type;host;x-amz-date|ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                "get-utf8|GET|/\u1234|''|''|''|host;x-amz-date|8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
                "get-space|GET|/example space/|''|''|''|host;x-amz-date|652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
            })
    void signsAsAwsPublished(
            String name,
            String method,
            String path,
            String query,
            String header,
            String body,
            String signedHeaders,
            String signature) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Host", "example.amazonaws.com"));
        if (!header.isEmpty()) {
            headers.put(header.split(": ")[0], header.split(": ")[1]);
        }

        Map<String, String> added = new SignatureV4("us-east-1", "service")
                .sign(new SignatureV4.Request(method, path, query, headers, utf8(body)), KEYS, NOW);

        assertThat(added)
                .isEqualTo(Map.of(
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                                + signedHeaders + ", Signature=" + signature));
    }

    /** Signatures made with botocore 1.43.107 (Apache-2.0): colons of a model's id are encoded once in the path, twice in what is signed. */
    @ParameterizedTest
    @CsvSource({
        "'',content-type;host;x-amz-date,1a71e0d9f6646f97ddfcdd66849ddc53209fcc5b62dcf066426cb457e659c16a",
        "TOKEN/+=,content-type;host;x-amz-date;x-amz-security-token,bb2aa3e3c81a3d74b68f13e835d3cc911b27377d9cd1947bae3252acc9304259"
    })
    void signsPathsWithEncodedCharacters(String token, String signedHeaders, String signature) {
        SignatureV4.Request request = new SignatureV4.Request(
                "POST",
                "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse",
                "",
                Map.of("Host", "bedrock-runtime.eu-central-1.amazonaws.com", "Content-Type", "application/json"),
                utf8("{\"messages\":[]}"));

        Map<String, String> added = new SignatureV4("eu-central-1", "bedrock")
                .sign(request, new AwsKeys("AKIDEXAMPLE", SECRET, token), NOW);

        assertThat(added.get("Authorization"))
                .isEqualTo(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-central-1/bedrock/aws4_request, SignedHeaders="
                                + signedHeaders + ", Signature=" + signature);
        assertThat(added.getOrDefault("X-Amz-Security-Token", "")).isEqualTo(token);
    }

    @Test
    void keepsKeysOutOfLogs() {
        assertThat(AwsKeys.of("AKIDEXAMPLE:" + SECRET + ":tok:en"))
                .hasValueSatisfying(keys -> assertThat(keys.sessionToken()).isEqualTo("tok:en"))
                .hasValueSatisfying(keys ->
                        assertThat(keys.toString()).doesNotContain("AKID").doesNotContain(SECRET));
        assertThat(AwsKeys.of("ABSKQmVkcm9ja0FQSUtleQ==")).isEmpty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

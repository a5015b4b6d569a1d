package org.llmops.guardrail.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.guardrail.matching.RegexExamples;
import org.llmops.platform.problem.FieldError;

class SecretsTypeTest {
    private static final LocalDetector DETECTOR = (LocalDetector) new SecretsType().compile(Parameters.none());
    private static final LocalDetector ALL =
            (LocalDetector) new SecretsType().compile(parameters("{\"least_score\": 0}"));

    static List<SecretRule> rules() {
        return SecretRules.shipped();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsWhatARuleDescribes(SecretRule rule) {
        for (long seed = 0; seed < 3; seed++) {
            String example = example(rule, new Random(seed));
            String text = "Here it is:\n" + near(rule) + example + "\nThank you.";
            assertThat(Pieces.matches(ALL, text))
                    .as("%s in %s", rule.id(), text)
                    .anyMatch(match -> match.rule().equals(rule.id()));
        }
    }

    @Test
    void findsTheSameHoweverTheTextIsCut() {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (SecretRule rule : rules()) {
            String example = example(rule, random);
            if (texts.isEmpty() || texts.getLast().length() + example.length() > 300) {
                texts.add("");
            }
            texts.set(texts.size() - 1, texts.getLast() + " key " + near(rule) + example + "\n");
        }
        for (int round = 0; round < texts.size(); round += 5) {
            Pieces.expectSameHoweverCut(ALL, texts.get(round));
        }
        Pieces.expectSameHoweverCut(
                DETECTOR, "Mine: " + webToken() + ". Not eyJh.x.y\n" + pem("RSA PRIVATE KEY", 5) + "!");
        Pieces.expectSameHoweverCut(
                DETECTOR, "postgres://app:s3cr3t-Pa55@db:5432/x;Password=\"a;b\"; password: Tr0ub4dor&3");
    }

    @Test
    void findsPrivateKeysEscapedOrCutOff() {
        String key = pem("RSA PRIVATE KEY", 20);
        assertThat(Pieces.found(DETECTOR, "Look: " + key + "\nthanks")).containsExactly(key);
        String escaped = key.replace("\n", "\\n");
        assertThat(Pieces.found(DETECTOR, "{\"private_key\": \"" + escaped + "\\n\"}"))
                .containsExactly(escaped);
        String cutOff = key.substring(0, 300);
        assertThat(Pieces.found(DETECTOR, cutOff)).containsExactly(cutOff);
        assertThat(Pieces.found(DETECTOR, pem("PGP PRIVATE KEY BLOCK", 3))).hasSize(1);
        assertThat(Pieces.found(DETECTOR, pem("ENCRYPTED PRIVATE KEY", 3))).hasSize(1);
        assertThat(Pieces.found(DETECTOR, pem("PUBLIC KEY", 3) + pem("CERTIFICATE", 20)))
                .isEmpty();
        assertThat(Pieces.found(DETECTOR, "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----"))
                .isEmpty();
    }

    @Test
    void findsWebTokensWhoseHeaderNamesAnAlgorithm() {
        assertThat(Pieces.matches(DETECTOR, "Bearer " + webToken() + ", please"))
                .anySatisfy(match -> {
                    assertThat(match.entity()).isEqualTo("JSON_WEB_TOKEN");
                    assertThat(match.proven()).isTrue();
                });
        String noHeader = base64("{\"typ\":\"JWT\"}") + "." + base64("{\"sub\":\"1\"}") + ".c2lnbmF0dXJl";
        assertThat(Pieces.found(DETECTOR, noHeader)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://app:s3cr3t-Pa55@db.internal:5432/orders",
                "mongodb+srv://svc:kX9!vv2@cluster0.mongodb.net/?retryWrites=true",
                "https://deploy:glob4l-Pine@git.example.com/repo.git",
                "Server=tcp:sql1,1433;Database=crm;User ID=sa;Password=Gr33n-Apples!;Encrypt=True",
                "jdbc:sqlserver://h:1433;user=sa;password=Gr33nApples7;",
                "My password is Tr0ub4dor&3, can you log in?",
                "das Passwort ist k4rtoffel-Salat9",
                "DB_PASSWORD=correcthorse9",
            })
    void findsPasswordsInConnectionStringsAndProse(String text) {
        assertThat(Pieces.matches(DETECTOR, text))
                .anyMatch(match -> match.entity().equals("PASSWORD"));
        Pieces.expectSameHoweverCut(DETECTOR, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws_access_key_id = AKIAIOSFODNN7EXAMPLE",
                "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "commit 3a24001f0c5b7a1e7c0f5e6c7d8e9f0a1b2c3d4e by jane",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "request id 6f1c2c1e-1b7d-4c0a-9d8e-2f6f3f6f1c2c failed",
                "md5 d41d8cd98f00b204e9800998ecf8427e of an empty file",
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4",
                "password: required, at least 12 characters",
                "The password is incorrect. Reset your password: https://example.com/reset",
                "postgres://user:password@localhost/db and redis://:<password>@host and amqp://u:${PASS}@mq",
                "api_key = os.environ['OPENAI_API_KEY']",
                "const token = process.env.GITHUB_TOKEN;",
                "password = os.environ[\"PW\"] or getpass.getpass(prompt)",
                "export API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx",
                "Authorization: Bearer <token>",
                "The key to success is persistence; access: granted, token count: 1234567890",
                "primary_key = customer_identifier_column",
                "http://example.com:8080/path@v2 and mail me@example.com",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 user@host",
                "Ask them to risk a task; monkeys eye the keys. They obey. eyJ is how they begin.",
                "sk-learn and sk-image are libraries; the task-force met",
            })
    void leavesAloneWhatOnlyLooksLikeASecret(String text) {
        assertThat(Pieces.matches(DETECTOR, text)).isEmpty();
    }

    @Test
    void holdsBackLittleOfProse() {
        String prose =
                "Ask them to risk a task; monkeys eye the keys. They obey. The token count of Facebook's access log is high. "
                        + "Authorisation: ask Jane. A secret is no secret when the key is known, said the password keeper of curl.";
        assertThat(Pieces.mostHeldBack(DETECTOR, prose)).isLessThan(60);
    }

    @Test
    void readsWhichRulesCount() {
        String text = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8" + " and " + webToken();
        assertThat(rules(text, "{\"rules\": [\"github-pat\"]}")).containsExactly("github-pat");
        assertThat(rules(text, "{\"except\": [\"github-pat\", \"generic-api-key\"]}"))
                .containsExactly("jwt");
    }

    @Test
    void namesRulesThatThereAreNot() {
        Parameters parameters = parameters("{\"rules\": [\"gitlab\"], \"least_score\": 2, \"minimum\": 1}");
        new SecretsType().compile(parameters);
        assertThat(parameters.faults())
                .containsExactly(
                        new FieldError("parameters.rules", "No rule for secrets is called 'gitlab'"),
                        new FieldError("parameters.least_score", "A number from 0.0 to 1.0"),
                        new FieldError("parameters.minimum", "This detector knows rules, except, least_score"));
    }

    private static List<String> rules(String text, String parameters) {
        return Pieces.matches((LocalDetector) new SecretsType().compile(parameters(parameters)), text).stream()
                .map(Match::rule)
                .toList();
    }

    private static Parameters parameters(String json) {
        try {
            return new Parameters((ObjectNode) new ObjectMapper().readTree(json), "parameters");
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    /** What the rule matches and does not take for harmless; there are rules that most of their matches are no secret for. */
    private static String example(SecretRule rule, Random random) {
        Pattern pattern = Pattern.compile(rule.pattern().regex());
        for (int attempt = 0; attempt < 500; attempt++) {
            String example = RegexExamples.of(rule.pattern().regex(), random);
            if (pattern.matcher(example + "\n").find()
                    && Pieces.matches(only(rule), near(rule) + example + "\n").size() > 0) {
                return example;
            }
        }
        throw new AssertionError("No example comes to mind for " + rule.id());
    }

    private static LocalDetector only(SecretRule rule) {
        return new SecretDetector(List.of(rule), List.of());
    }

    private static String near(SecretRule rule) {
        if (!rule.after().isEmpty()) {
            return rule.after().getFirst();
        }
        return rule.pattern().near().isEmpty() ? "" : rule.pattern().near().getFirst() + " ";
    }

    private static String webToken() {
        return base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64("{\"sub\":\"1234567890\",\"admin\":true}")
                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(String label, int lines) {
        byte[] bytes = new byte[48 * lines];
        new Random(9).nextBytes(bytes);
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label + "-----";
    }
}

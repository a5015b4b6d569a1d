package org.llmops.guardrail.custom;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.vault.EntityName;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.problem.Problem;

/** What a custom detector is to be. */
@RegisterForReflection
@Schema(name = "CustomDetectorRequest")
record CustomDetectorRequest(
        @NotNull @Schema(description = "`http`, `grpc` or `judge`")
        Kind kind,

        @NotNull
        @Size(min = 1, max = 50)
        @Schema(description = "What it may find, such as TRADE_SECRET; of a judge, one")
        List<@NotNull String> entities,

        @Nullable @Schema(description = "`http`, `grpc`: where it is, such as https://host/path or grpcs://host:port")
        String url,

        @Nullable
        @Size(min = 1, max = 4000)
        @Schema(description = "`http`, `grpc`: the value of the header `authorization`. Never readable back")
        String authorization,

        @Nullable
        @Schema(
                description =
                        "`http`: signs requests as Standard Webhooks does, whsec_ and Base64. Never readable back")
        String signingSecret,

        @Nullable @Size(min = 1, max = 8000) @Schema(description = "`judge`: what is to be judged, in words")
        String rubric,

        @Nullable @Size(min = 1, max = 200) @Schema(description = "`judge`: a model or route of the router")
        String model,

        @Nullable @Min(50) @Max(1000) @Schema(description = "`judge`: bounds an answer's price; 200 when left out")
        Integer maxTokens,

        @Nullable
        @Min(1)
        @Max(600)
        @Schema(description = "`judge`: bounds the price of all, in each instance; 60 when left out")
        Integer callsPerMinute,

        @Nullable @Min(10) @Max(30_000) @Schema(description = "1000 when left out, 10000 of a judge")
        Integer timeoutMs,

        @Nullable
        @Min(1)
        @Max(200_000)
        @Schema(description = "Characters of the longest text it looks at; 20000 when left out")
        Integer maxText,

        @Nullable @Schema(description = "Whether it is told system prompt, question and context too; not when left out")
        Boolean sendAround) {
    private static final int SERVICE_TIMEOUT_MS = 1000;
    private static final int JUDGE_TIMEOUT_MS = 10_000;
    private static final int USUAL_TEXT = 20_000;
    private static final int USUAL_TOKENS = 200;
    private static final int USUAL_CALLS = 60;

    Terms terms(AllowedHosts allowed) {
        for (int at = 0; at < entities.size(); at++) {
            if (!EntityName.isWellFormed(entities.get(at))) {
                throw invalid("entities[" + at + "]", "A to Z, 0 to 9 and _, beginning with a letter, at most 64");
            }
        }
        return switch (kind) {
            case HTTP -> service(DetectorUrl.check(needed("url", url), "http", allowed));
            case GRPC -> {
                refuse("signing_secret", signingSecret);
                yield service(DetectorUrl.check(needed("url", url), "grpc", allowed));
            }
            case JUDGE -> judge();
        };
    }

    Credentials credentials() {
        if (authorization != null && authorization.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw invalid("authorization", "Printable ASCII characters only");
        }
        return new Credentials(
                authorization,
                signingSecret == null
                        ? null
                        : SigningSecret.parse(signingSecret)
                                .orElseThrow(() -> invalid(
                                        "signing_secret",
                                        "Write whsec_ and 24 to 64 random bytes in Base64, such as whsec_$(openssl rand"
                                                + " -base64 32)")));
    }

    private Terms service(URI checked) {
        refuse("rubric", rubric);
        refuse("model", model);
        refuse("max_tokens", maxTokens);
        refuse("calls_per_minute", callsPerMinute);
        return new Terms.Service(
                kind, checked, entities, or(timeoutMs, SERVICE_TIMEOUT_MS), or(maxText, USUAL_TEXT), sendsAround());
    }

    private Terms judge() {
        refuse("url", url);
        refuse("authorization", authorization);
        refuse("signing_secret", signingSecret);
        if (entities.size() > 1) {
            throw invalid("entities", "A judge finds one kind of thing: register one for each");
        }
        return new Terms.Judge(
                needed("rubric", rubric),
                needed("model", model),
                or(maxTokens, USUAL_TOKENS),
                or(callsPerMinute, USUAL_CALLS),
                entities,
                or(timeoutMs, JUDGE_TIMEOUT_MS),
                or(maxText, USUAL_TEXT),
                sendsAround());
    }

    private boolean sendsAround() {
        return sendAround != null && sendAround;
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private static String needed(String field, @Nullable String value) {
        if (value == null) {
            throw invalid(field, "A detector of this kind needs it");
        }
        return value;
    }

    private static void refuse(String field, @Nullable Object value) {
        if (value != null) {
            throw invalid(field, "A detector of this kind has none: leave it out");
        }
    }

    private static Problem invalid(String field, String detail) {
        return GuardrailProblem.CUSTOM_DETECTOR_INVALID.at(field, detail);
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "custom detector of kind " + kind;
    }
}

package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.guardrail.GuardrailProblem;

/** Asks for values back. */
@RegisterForReflection
@Schema(name = "RevealRequest")
record RevealRequest(
        @NotNull
        @Size(min = 1, max = 100)
        @Schema(description = "As they stand in texts, such as <EMAIL_ADDRESS_4K7Q2XW9MD4TR>")
        List<@NotNull String> pseudonyms,

        @NotNull @Schema(description = "Where the values go, as reveal policies name it")
        String sink,

        @NotBlank @Size(max = 500) @Schema(description = "What for, in your words: it is recorded")
        String purpose) {
    List<Pseudonym> parsed() {
        List<Pseudonym> parsed = new ArrayList<>();
        for (int at = 0; at < pseudonyms.size(); at++) {
            String field = "pseudonyms[" + at + "]";
            parsed.add(Pseudonym.parse(pseudonyms.get(at))
                    .orElseThrow(() -> GuardrailProblem.REVEAL_INVALID.at(
                            field, "Write the pseudonym as it stands in the text, from < to >")));
        }
        return parsed.stream().distinct().toList();
    }
}

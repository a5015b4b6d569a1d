package org.llmops.guardrail.redteam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

/** The attacks that come with the service, and those of workspaces; no query here omits the workspace. */
@ApplicationScoped
class Corpora {
    static final List<String> OWN = List.of("benign", "exfiltration", "indirect", "jailbreak", "override", "pii");
    static final int MAX_ATTACKS = 2000;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_FAULTS = 20;

    private final Rows rows;
    private final ObjectMapper json;
    private final Map<String, List<Attack>> own = new LinkedHashMap<>();

    Corpora(Rows rows, ObjectMapper json) {
        this.rows = rows;
        this.json = json;
        OWN.forEach(name -> own.put(name, bundled(name)));
    }

    /**
     * A corpus without its attacks.
     *
     * @param uploadedBy absent for those that come with the service
     */
    @RegisterForReflection
    @Schema(name = "AttackCorpusListed")
    record Listed(
            String name,
            int attacks,
            @Nullable String uploadedBy,
            @Nullable Instant uploadedAt) {}

    /** A workspace's corpus. */
    @RegisterForReflection
    record Corpus(String name, List<Attack> attacks, String uploadedBy, Instant uploadedAt) {
        Corpus {
            attacks = List.copyOf(attacks);
        }
    }

    /** Of all the corpora, in their order. Fails with CORPUS_UNKNOWN. */
    Uni<List<Attack>> of(Mutiny.Session session, WorkspaceId workspace, List<String> names) {
        Uni<List<Attack>> all = Uni.createFrom().item(List.of());
        for (String name : names) {
            all = all.chain(before -> of(session, workspace, name).map(more -> {
                List<Attack> both = new ArrayList<>(before);
                both.addAll(more);
                return both;
            }));
        }
        return all;
    }

    private Uni<List<Attack>> of(Mutiny.Session session, WorkspaceId workspace, String name) {
        List<Attack> known = own.get(name);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        // PostgreSQL has no such name, and does not even look.
        Uni<Optional<Corpus>> uploaded = name.indexOf('\0') >= 0
                ? Uni.createFrom().item(Optional.empty())
                : rows.first(
                        session,
                        workspace,
                        Corpus.class,
                        "select * from attack_corpus where workspace = :workspace and name = :name",
                        Map.of("name", name));
        return uploaded.map(found -> found.orElseThrow(() -> GuardrailProblem.CORPUS_UNKNOWN.at(
                        "corpora", "There are " + String.join(", ", OWN) + " and what was uploaded"))
                .attacks());
    }

    /** Those that come with the service first. */
    Uni<List<Listed>> listed(Mutiny.Session session, WorkspaceId workspace) {
        List<Listed> listed = new ArrayList<>();
        own.forEach((name, attacks) -> listed.add(new Listed(name, attacks.size(), null, null)));
        return rows.list(session, workspace, Listed.class, """
                        select name, jsonb_array_length(attacks) as attacks, uploaded_by, uploaded_at from attack_corpus
                        where workspace = :workspace order by name limit 1000
                        """, Map.of()).map(uploaded -> {
            listed.addAll(uploaded);
            return List.copyOf(listed);
        });
    }

    /** Fails with CORPUS_UNKNOWN. */
    Uni<Void> remove(Mutiny.Session session, WorkspaceId workspace, String name) {
        return of(session, workspace, List.of(name))
                .chain(() -> rows.change(
                        session,
                        workspace,
                        "delete from attack_corpus where workspace = :workspace and name = :name",
                        Map.of("name", name)))
                .replaceWithVoid();
    }

    Uni<Void> put(Mutiny.Session session, WorkspaceId workspace, Corpus corpus) {
        return rows.insert(session, workspace, "attack_corpus", List.of(corpus), """
                on conflict (workspace, name) do update set attacks = excluded.attacks,
                    uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at
                """);
    }

    /** Reads lines; every malformed one is named, the first {@value #MAX_FAULTS}. */
    List<Attack> read(String lines) {
        List<Attack> attacks = new ArrayList<>();
        List<FieldError> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String line : (Iterable<String>) lines.lines()::iterator) {
            number++;
            if (!line.isBlank() && faults.size() < MAX_FAULTS) {
                try {
                    Attack attack = json.readValue(line, Attack.class);
                    if (attack != null) {
                        attacks.add(attack);
                    }
                    if (!isWhole(attack) || !ids.add(attack.id())) {
                        faults.add(fault(number));
                    }
                } catch (JsonProcessingException malformed) {
                    faults.add(fault(number));
                }
            }
        }
        if (attacks.isEmpty() && faults.isEmpty() || attacks.size() > MAX_ATTACKS) {
            faults.add(new FieldError("body", "1 to " + MAX_ATTACKS + " lines of JSON"));
        }
        if (!faults.isEmpty()) {
            throw GuardrailProblem.CORPUS_INVALID.at(faults);
        }
        return attacks;
    }

    private static FieldError fault(int line) {
        return new FieldError(
                "line " + line,
                "An object with id (unique, without /), category, language and text of 1 to " + MAX_TEXT
                        + " characters; of as much as_data, if the text reads otherwise in tool results");
    }

    private static boolean isWhole(@Nullable Attack attack) {
        return attack != null
                && isShort(attack.id())
                && attack.id().indexOf('/') < 0
                && isShort(attack.category())
                && isShort(attack.language())
                && attack.text() != null
                && !attack.text().isBlank()
                && attack.text().length() <= MAX_TEXT
                && (attack.asData() == null || attack.asData().length() <= MAX_TEXT);
    }

    @SuppressWarnings("NullAway") // JSON may leave any of them out
    private static boolean isShort(String word) {
        return word != null && !word.isBlank() && word.length() <= 100;
    }

    private List<Attack> bundled(String name) {
        try (InputStream file = Corpora.class.getResourceAsStream("/attacks/" + name + ".jsonl")) {
            if (file == null) {
                throw new IllegalStateException("The attacks " + name + " are missing from the service");
            }
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

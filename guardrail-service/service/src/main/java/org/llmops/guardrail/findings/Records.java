package org.llmops.guardrail.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.enforcing.AppliedPolicies.RuleOrigin;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.platform.id.Ids;

/** What is written of screenings: texts leave them sealed or not at all. */
record Records(Recording recording, List<ScreenedText> texts, List<StoredFinding> findings) {
    Records {
        texts = List.copyOf(texts);
        findings = List.copyOf(findings);
    }

    static Records of(List<Observed> observed, Recording recording, Optional<TextKey> key) {
        Making making = new Making(recording, key);
        observed.forEach(making::add);
        return new Records(recording, making.texts, making.findings);
    }

    @Override
    public String toString() {
        return texts.size() + " texts, " + findings.size() + " findings";
    }

    /** Collects the rows of one screening after the other. */
    private static final class Making {
        private final Recording recording;
        private final Optional<TextKey> key;
        private final List<ScreenedText> texts = new ArrayList<>();
        private final List<StoredFinding> findings = new ArrayList<>();

        Making(Recording recording, Optional<TextKey> key) {
            this.recording = recording;
            this.key = key;
        }

        void add(Observed observed) {
            Observation observation = observed.observation();
            boolean sampled = recording.samples(observation.sampledBy());
            if (!sampled
                    && observation.findings().isEmpty()
                    && observed.shadowed().isEmpty()) {
                return;
            }
            for (Observation.Text text : observation.texts()) {
                List<StoredFinding> here = new ArrayList<>();
                UUID id = Ids.next();
                for (Finding finding : observation.findings()) {
                    if (finding.segmentId().equals(text.segment())) {
                        RuleOrigin origin = observation.policies().origin(finding.ruleId());
                        here.add(stored(observation, text, id, finding, origin, mode(finding)));
                    }
                }
                for (Observed.Shadowed shadowed : observed.shadowed()) {
                    if (shadowed.text() == text) {
                        shadowed.findings()
                                .forEach(finding -> here.add(stored(
                                        observation,
                                        text,
                                        id,
                                        finding,
                                        new RuleOrigin(shadowed.version(), finding.ruleId()),
                                        StoredFinding.Mode.SHADOW)));
                    }
                }
                if (sampled || !here.isEmpty()) {
                    texts.add(screened(observation, text, id));
                    findings.addAll(here);
                }
            }
        }

        private static StoredFinding.Mode mode(Finding finding) {
            return finding.mode() == RailMode.SHADOW ? StoredFinding.Mode.SHADOW : StoredFinding.Mode.ENFORCE;
        }

        private ScreenedText screened(Observation observation, Observation.Text text, UUID id) {
            PolicyRef decided =
                    observation.policies().versions().stream().findFirst().orElse(null);
            return new ScreenedText(
                    id,
                    named(observation.callId()),
                    text.segment(),
                    observation.direction(),
                    text.source(),
                    observation.attributes(),
                    observation.verdict(),
                    decided == null ? null : decided.name().value(),
                    decided == null ? null : decided.version(),
                    text.codePoints(),
                    text.isWhole() ? fingerprint("text", text.text()) : null,
                    recording.content() ? sealed(id, text.text()) : null,
                    observation.at(),
                    observation.at().plusSeconds(TimeUnit.DAYS.toSeconds(recording.retentionDays())));
        }

        private StoredFinding stored(
                Observation observation,
                Observation.Text text,
                UUID textId,
                Finding finding,
                RuleOrigin origin,
                StoredFinding.Mode mode) {
            String matched = matched(text.text(), finding);
            return new StoredFinding(
                    Ids.next(),
                    textId,
                    named(observation.callId()),
                    text.segment(),
                    observation.direction(),
                    text.source(),
                    origin.version().name().value(),
                    origin.version().version(),
                    origin.rule(),
                    finding.entity(),
                    finding.action(),
                    mode,
                    finding.score(),
                    finding.start(),
                    finding.end() - finding.start(),
                    finding.reason(),
                    matched == null ? null : fingerprint(finding.entity(), matched),
                    observation.at(),
                    observation.at().plusSeconds(TimeUnit.DAYS.toSeconds(recording.retentionDays())));
        }

        private static @Nullable String named(String call) {
            return call.isEmpty() ? null : call;
        }

        private @Nullable String fingerprint(String kind, String text) {
            return key.map(known -> known.fingerprint(kind, text)).orElse(null);
        }

        private @Nullable String sealed(UUID id, String text) {
            return key.map(known -> known.seal(id, text)).orElse(null);
        }

        /** Absent when it lies behind what was kept. */
        private static @Nullable String matched(String text, Finding finding) {
            if (text.codePointCount(0, text.length()) < finding.end()) {
                return null;
            }
            int start = text.offsetByCodePoints(0, finding.start());
            return text.substring(start, text.offsetByCodePoints(start, finding.end() - finding.start()));
        }
    }
}

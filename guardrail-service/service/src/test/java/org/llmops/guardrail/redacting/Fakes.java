package org.llmops.guardrail.redacting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.AskJudge;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.FailMode;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;

/** Detectors that do as a test says, and policies of them. */
final class Fakes {
    private Fakes() {}

    static DetectorType type(String name, Stage stage, Detector detector) {
        return new DetectorType() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return "Does as the test says";
            }

            @Override
            public String version() {
                return "7";
            }

            @Override
            public Stage stage() {
                return stage;
            }

            @Override
            public Detector compile(Parameters parameters) {
                return detector;
            }
        };
    }

    /** Finds a word, with a score; {@code looking} is told of each text that is opened. */
    static LocalDetector word(String word, double score, Consumer<Scene> looking) {
        return scene -> {
            looking.accept(scene);
            return (text, from, found) -> find(word, score, text, from, found);
        };
    }

    static LocalDetector word(String word) {
        return word(word, 1, scene -> {});
    }

    /** Breaks at a word. */
    static LocalDetector breakingAt(String word) {
        return scene -> (text, from, found) -> {
            List<Match> seen = new ArrayList<>();
            int next = find(word, 1, text, from, seen::add);
            if (!seen.isEmpty()) {
                throw new IllegalStateException("A secret in a message: " + word);
            }
            return next;
        };
    }

    static RemoteDetector judge(Function<String, Uni<List<Match>>> answer) {
        return (scene, text, within) -> answer.apply(text);
    }

    static RemoteDetector judge(BiFunction<String, Duration, Uni<List<Match>>> answer) {
        return (scene, text, within) -> answer.apply(text, within);
    }

    static Uni<List<Match>> yes(int start, int end) {
        return Uni.createFrom().item(List.of(Match.of("JUDGED", "rubric", start, end, 0.9, "The judge says so")));
    }

    static Uni<List<Match>> no() {
        return Uni.createFrom().item(List.of());
    }

    static CompiledPolicy policy(List<DetectorType> types, Rail... rails) {
        return new CompiledPolicy(
                new PolicyRef(new PolicyName("test"), 1), List.of(rails), Verdict.BLOCK, null, Repertoires.of(types));
    }

    static Rail rail(String detector, Action action) {
        return Rail.of(detector, detector, Set.of(Direction.INPUT, Direction.OUTPUT), action);
    }

    static Rail openly(Rail rail) {
        return changed(
                rail, rail.mode(), Map.of(Direction.INPUT, FailMode.OPEN, Direction.OUTPUT, FailMode.OPEN), null);
    }

    static Rail shadow(Rail rail) {
        return changed(rail, RailMode.SHADOW, rail.onFailure(), null);
    }

    static Rail asking(Rail rail, String judge, double low, double high) {
        return changed(rail, rail.mode(), rail.onFailure(), new AskJudge(judge, low, high));
    }

    static Rail set(Rail rail, String parameter, String value) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put(parameter, value);
        return rail.with(rail.parameters(), parameters);
    }

    private static Rail changed(
            Rail rail, RailMode mode, Map<Direction, FailMode> onFailure, @Nullable AskJudge askJudge) {
        return new Rail(
                rail.id(),
                rail.detector(),
                rail.parameters(),
                rail.directions(),
                rail.action(),
                rail.actionParameters(),
                mode,
                rail.scope(),
                rail.minScore(),
                onFailure,
                askJudge);
    }

    private static int find(String word, double score, GrowingText text, int from, Consumer<Match> found) {
        int length = word.codePointCount(0, word.length());
        int position = from;
        while (position < text.end()) {
            int same = 0;
            while (same < length && text.at(position + same) == word.charAt(same)) {
                same++;
            }
            if (same < length && text.at(position + same) == GrowingText.UNKNOWN) {
                return position;
            }
            if (same == length) {
                found.accept(Match.of("WORD", "word", position, position + length, score, "Is the word"));
            }
            position++;
        }
        return text.end();
    }

    /** A scanner that says it is done and is not. */
    static Scanner misbehaving(int next) {
        return (text, from, found) -> next;
    }
}

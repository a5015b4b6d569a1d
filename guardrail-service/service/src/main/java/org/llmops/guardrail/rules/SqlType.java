package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.matching.PatternRule;

/** Rails that look for SQL: what injections look like, and statements of kinds that are not wanted. */
@Singleton
public final class SqlType implements DetectorType {
    private static final int MAX_LENGTH = 300;
    private static final String GAP = "(?:\\s|/\\*[^*]{0,40}\\*/|\\+|%20){1,8}";

    /** By the name of the rule. */
    private static final Map<String, String> INJECTIONS = new TreeMap<>(
            Map.of(
                    "tautology",
                    "(?i)['\"`)]\\s{0,4}(?:or|and|\\|\\|)" + GAP
                            + "(?:not\\s)?['\"`(]{0,2}\\w{1,20}['\"`)]{0,2}\\s{0,3}(?:=|<>|<|>|like\\s)\\s{0,3}['\"`(]{0,2}\\w{1,20}",
                    "number-tautology",
                    "(?i)\\b\\d{1,10}\\s{1,4}or\\s{1,4}(?:1\\s?=\\s?1|true\\b|'1'\\s?=\\s?'1)",
                    "union-select",
                    "(?i)\\bunion" + GAP + "(?:all" + GAP + "|distinct" + GAP + ")?select\\b",
                    "stacked-statement",
                    "(?i)['\")\\d]\\s{0,3};\\s{0,3}(?:drop|delete|insert|update|alter|truncate|exec|shutdown|create)\\s{1,4}\\w{1,30}",
                    "cut-off-by-comment",
                    "(?i)['\"]\\s{0,3}\\)?\\s{0,3};?\\s{0,3}(?:--(?:\\s|$)|#\\s{0,2}$|/\\*)",
                    "time-probe",
                    "(?i)\\b(?:sleep|benchmark|pg_sleep|dbms_lock\\.sleep)\\s{0,2}\\(\\s{0,2}\\d{1,9}|\\bwaitfor\\s{1,3}delay\\s{1,3}'",
                    "catalog-probe",
                    "(?i)\\b(?:information_schema\\.(?:tables|columns|schemata)|sqlite_master|pg_catalog\\.pg_\\w{1,20}|sys\\.(?:tables|objects)|all_tab_columns)\\b",
                    "command-execution",
                    "(?i)\\bxp_(?:cmdshell|regread|dirtree)\\b|\\binto\\s{1,3}(?:outfile|dumpfile)\\s{1,3}'|\\bload_file\\s{0,2}\\("));

    private static final Map<String, String> STATEMENTS = new TreeMap<>(Map.of(
            "select",
            "(?i)\\bselect\\s[^;]{1,200}?\\sfrom\\s{1,4}[\\w\"`\\[.]{1,60}",
            "insert",
            "(?i)\\binsert\\s{1,4}into\\s{1,4}[\\w\"`\\[.]{1,60}[^;]{0,150}?\\b(?:values|select)\\b",
            "update",
            "(?i)\\bupdate\\s{1,4}[\\w\"`\\[.]{1,60}\\]?\\s{1,4}set\\s{1,4}[\\w\"`\\[.]{1,60}\\]?\\s{0,3}=",
            "delete",
            "(?i)\\bdelete\\s{1,4}from\\s{1,4}[\\w\"`\\[.]{1,60}",
            "drop",
            "(?i)\\bdrop\\s{1,4}(?:table|database|schema|index|view|user|role|function|trigger)\\s{1,4}(?:if\\s{1,3}exists\\s{1,3})?[\\w\"`\\[.]{1,60}",
            "truncate",
            "(?i)\\btruncate\\s{1,4}table\\s{1,4}[\\w\"`\\[.]{1,60}",
            "alter",
            "(?i)\\balter\\s{1,4}(?:table|user|role|database|schema)\\s{1,4}[\\w\"`\\[.]{1,60}",
            "create",
            "(?i)\\bcreate\\s{1,4}(?:or\\s{1,3}replace\\s{1,3})?(?:temp(?:orary)?\\s{1,3})?(?:table|database|schema|index|view|user|role|function|trigger)\\s{1,4}[\\w\"`\\[.]{1,60}",
            "grant",
            "(?i)\\bgrant\\s{1,4}[\\w, ]{1,80}?\\sto\\s{1,4}[\\w\"`\\[.]{1,60}"));

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String description() {
        return "SQL that injections consist of, and statements of the kinds that a rail names; by form, so a quoted example is"
                + " found too";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "injections",
                "true: what injections consist of",
                "statements",
                "Kinds that are found wherever they stand: " + String.join(", ", STATEMENTS.keySet()));
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    /** Reads {@code injections} (whether they count) and {@code statements} (which kinds count, none by default). */
    @Override
    public Detector compile(Parameters parameters) {
        boolean injections = parameters.flag("injections", true);
        List<String> statements = parameters.texts("statements", List.of()).stream()
                .map(kind -> kind.toLowerCase(Locale.ROOT))
                .toList();
        List<CustomPattern> patterns = new ArrayList<>();
        if (injections) {
            INJECTIONS.forEach((name, regex) -> patterns.add(pattern(name, regex, "SQL_INJECTION", 0.8)));
        }
        for (String kind : statements) {
            String regex = STATEMENTS.get(kind);
            if (regex == null) {
                parameters.fault("statements", "Kinds among " + String.join(", ", STATEMENTS.keySet()), "");
            } else {
                patterns.add(pattern(kind, regex, "SQL_STATEMENT", 0.9));
            }
        }
        if (patterns.isEmpty() && parameters.faults().isEmpty()) {
            parameters.fault("statements", "Without injections there is nothing to find: name some kinds", "");
        }
        return new RegexDetector(patterns);
    }

    private static CustomPattern pattern(String name, String regex, String entity, double score) {
        return new CustomPattern(new PatternRule(name, regex, List.of(), MAX_LENGTH, 0), entity, score);
    }
}

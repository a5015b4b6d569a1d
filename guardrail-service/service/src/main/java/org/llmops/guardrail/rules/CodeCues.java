package org.llmops.guardrail.rules;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.guardrail.detecting.Pairs;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.WordWatch;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.PatternSet;
import org.llmops.guardrail.matching.PatternTrail;
import org.llmops.guardrail.normalising.Signs;

/** What lines of code contain: by language, and of any. Weights are by judgement, not learned. */
enum CodeCues {
    PYTHON(
            "python",
            "2 \\bdef\\s\\w+\\(",
            "2 \\bimport\\s\\w+(?:\\.\\w+)*(?:\\sas\\s\\w+)?\\s*$",
            "2 \\bfrom\\s[\\w.]+\\simport\\s",
            "1.5 \\belif\\s.+:",
            "1.5 \\bself\\.\\w+",
            "2 __\\w+__",
            "1.5 \\bprint\\(",
            "1.5 \\bexcept\\s\\w*(?:Error|Exception)",
            "1.5 \\blambda\\s\\w+:"),
    JAVASCRIPT(
            "javascript",
            "2 \\bconsole\\.log\\(",
            "2 \\b(?:const|let|var)\\s+[\\w{}\\[\\], ]+\\s*=",
            "2 \\bfunction\\s*\\w*\\([^)]*\\)\\s*\\{",
            "1.5 =>\\s*[\\w({]",
            "2 \\bdocument\\.\\w+",
            "2 \\brequire\\(['\"]",
            "1.5 ===",
            "1.5 \\bawait\\s\\w+"),
    JAVA(
            "java",
            "2 \\b(?:public|private|protected)\\s+(?:static\\s+|final\\s+|abstract\\s+)*(?:class|void|int|String|boolean|interface|record|enum)\\b",
            "2 System\\.out\\.print",
            "2 \\bimport\\s+(?:static\\s+)?(?:java|org|com)\\.",
            "1.5 @Override\\b"),
    C(
            "c",
            "2 #include\\s*[<\"]",
            "2 \\bint\\s+main\\s*\\(",
            "2 \\bprintf\\(\"",
            "2 std::\\w+",
            "1.5 #define\\s\\w+",
            "1 ->\\w+\\("),
    GO(
            "go",
            "2 \\bfunc\\s+(?:\\([^)]*\\)\\s*)?\\w+\\(",
            "1.5 :=\\s",
            "2 \\bfmt\\.\\w+\\(",
            "2 \\bpackage\\s+main\\b",
            "2 \\bif err != nil"),
    RUST(
            "rust",
            "2 \\bfn\\s+\\w+\\s*(?:<[^>]*>)?\\(",
            "3 \\blet\\s+mut\\s",
            "2 println!\\(",
            "2 \\bimpl\\s+[\\w<> ]+\\{",
            "2 \\buse\\s+(?:std|crate)::"),
    PHP("php", "3 <\\?php", "2 \\$\\w+\\s*=\\s*[^=\\s]", "2 \\$this->"),
    RUBY("ruby", "2 \\bputs\\s['\":\\w]", "1.5 \\.each\\s+do\\s*\\|", "2 \\brequire\\s+'", "2 \\battr_accessor\\s"),
    SHELL(
            "shell",
            "3 #!/bin/\\w+",
            "2 \\bsudo\\s+\\w+",
            "2 \\b(?:curl|wget)\\s+-\\w",
            "1.5 \\becho\\s+[\"$]",
            "2 \\brm\\s+-rf?\\s",
            "1.5 \\bchmod\\s+[+0-7]",
            "1.5 \\|\\s?(?:grep|awk|sed|xargs|bash|sh)\\b",
            "1.5 \\bapt(?:-get)?\\s+install"),
    SQL(
            "sql",
            "2.5 \\bSELECT\\s.{1,200}\\sFROM\\s\\w+",
            "1 (?i)\\bselect\\s.{1,200}\\sfrom\\s\\w+(?:\\s(?:where|limit|order by|join)\\s|;)",
            "2.5 (?i)\\binsert\\s+into\\s\\w+",
            "2.5 (?i)\\bcreate\\s+table\\s\\w+",
            "2.5 (?i)\\bdrop\\s+table\\s\\w+"),
    HTML(
            "html",
            "2 </(?:div|p|span|html|body|head|script|a|table|ul|li|h[1-6])>",
            "2 <(?:div|script|html|body|table|span)\\b[^>]*>",
            "2 <!DOCTYPE\\s"),
    CSS("css", "2 \\b(?:color|margin|padding|display|font-size|background)\\s*:\\s*[^;{}]+;"),
    FENCED("any", "2 ```[a-z+#]+\\s*$"),
    GENERAL(
            "any",
            "1 [;{]\\s*$",
            "1 ^\\s*\\}[;,)]*\\s*$",
            "1 \\breturn\\s[\\w\"'(\\[{]+.*;\\s*$",
            "1 \\b(?:if|for|while|switch)\\s*\\([^)]*\\)\\s*\\{",
            "1 \\b\\w+\\[\\w+\\]\\s*=",
            "1 \\w\\(\\w*(?:,\\s*\\w+)*\\);",
            "0.7 \\w+\\s*(?:==|!=|\\+=|&&|<=|>=)\\s*\\w");

    /** Of a line that is code in some language or other. */
    static final String ANY = "any";

    private static final List<String> LANGUAGES = Arrays.stream(values())
            .map(cues -> cues.language)
            .distinct()
            .sorted()
            .toList();

    private static final List<Cue> CUES =
            Arrays.stream(values()).flatMap(CodeCues::read).toList();

    private static final PatternSet PATTERNS = patterns();

    /** One of these signs or words is in every line that has a cue. */
    private static final Signs SIGNS = Signs.of(
            PATTERNS.words().stream().filter(word -> word.length() == 1).collect(Collectors.joining()));

    private static final Pairs.Wanted WORDS = Pairs.Wanted.of(
            PATTERNS.words().stream().filter(word -> word.length() != 1).toList());

    private final String language;
    private final String[] cues;

    CodeCues(String language, String... cues) {
        this.language = language;
        this.cues = cues;
    }

    /** In the order of the alphabet. */
    static List<String> languages() {
        return LANGUAGES;
    }

    /** Tells where the words of cues are. */
    static WordWatch watch() {
        return new WordWatch(WORDS);
    }

    /** Whether a passage may have a cue. */
    static boolean mayBeIn(Passage passage, WordWatch watch) {
        return passage.signs().haveAnyOf(SIGNS) || watch.mayBeIn(passage);
    }

    /** Reads a text piece by piece; the search keeps the place. */
    static PatternTrail trail(int reach) {
        return new PatternTrail(PATTERNS, reach);
    }

    /** Adds the evidence that was seen in a text, for each of the {@link #languages}; says if any. Each cue counts once. */
    static boolean add(BitSet seen, Supplier<String> text, double[] weights) {
        boolean any = false;
        for (int number = seen.nextSetBit(0); number >= 0; number = seen.nextSetBit(number + 1)) {
            Cue cue = CUES.get(number);
            if (!cue.needsSigns || hasSigns(text.get())) {
                weights[cue.language] += cue.weight;
                any = true;
            }
        }
        return any;
    }

    private static boolean hasSigns(String text) {
        for (int index = 0; index < text.length(); index++) {
            switch (text.charAt(index)) {
                case '{', '}', ';', '=', '(', ')', '[', ']', '$', '&' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static Stream<Cue> read(CodeCues language) {
        int index = LANGUAGES.indexOf(language.language);
        // The others are told apart by what they say, or are such signs themselves.
        boolean needsSigns = language == PHP;
        return Arrays.stream(language.cues).map(cue -> {
            int space = cue.indexOf(' ');
            return new Cue(index, Double.parseDouble(cue.substring(0, space)), cue.substring(space + 1), needsSigns);
        });
    }

    private static PatternSet patterns() {
        try {
            return new PatternSet(CUES.stream().map(Cue::regex).toList());
        } catch (PatternMalformed malformed) {
            throw new IllegalStateException("A cue of ours is malformed", malformed);
        }
    }

    /** @param needsSigns whether it counts only where there are signs of code, too */
    private record Cue(int language, double weight, String regex, boolean needsSigns) {}
}

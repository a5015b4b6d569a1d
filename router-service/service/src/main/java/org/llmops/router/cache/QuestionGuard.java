package org.llmops.router.cache;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Says no where two questions look alike and mean different things. Embeddings hardly see a number, a negation or a
 * name; so these must be the same, in the same order. It errs on the side of no: a no costs one call, a wrong yes a
 * wrong answer.
 */
public final class QuestionGuard {
    private static final Set<String> TELLING = words("not no never none neither nor without cannot nothing nobody"
            + " nicht kein keine keinen keiner keinem nie ohne ne pas jamais sans aucun aucune nunca sin jamás non mai senza"
            + " não nunca sem niet geen nooit zonder unless except only but"
            + " one two three four five six seven eight nine ten eleven twelve hundred thousand million billion half double twice"
            + " first second third last next previous former latter"
            + " more less most least fewer greater smaller larger higher lower over under above below max maximum min minimum"
            + " before after since until till during from to into onto toward towards off up down left right"
            + " increase decrease raise reduce enable disable allow deny block unblock start stop open close begin end"
            + " add remove delete insert create destroy install uninstall buy sell lend borrow import export encrypt decrypt"
            + " encode decode compress decompress push pull send receive upload download accept reject approve decline"
            + " ascending descending asc desc true false yes best worst good bad safe unsafe legal illegal hot cold old new"
            + " always sometimes all any some every each today tomorrow yesterday daily weekly monthly yearly"
            + " who whom whose when where why");
    /** Words that begin a sentence with a capital and name nothing. */
    private static final Set<String> OPENING = words(
            "a an the i you we they he she it this that these those my your our"
                    + " what what's who when where why how which is are was were do does did can could would will should may might must"
                    + " please tell explain describe give show list write say find help make name define summarize summarise compare"
                    + " hi hello hey thanks thank ok okay so and or but if then now let let's in on at of for to with as by from");

    private static final Set<String> FILLING = words(
            "a an the i you we they he she it me us my your our please kindly can could would will"
                    + " is are was were be been am do does did so just also very really hi hello hey thanks thank ok okay now there here and of"
                    + " what what's how which that this these those tell explain give say show let let's know want like need");
    /** Two endings of one word, the shorter first. Not all that occur: plan and plane are two words. */
    private static final Set<String> ENDINGS =
            Set.of("/s", "/ed", "/d", "/ing", "/'s", "e/ing", "ed/ing", "s/ing", "s/ed", "es/ing", "d/ing");

    private static final int LEAST_STEM = 4;
    private static final int LEAST_STEM_OF_PLURAL = 3;

    private QuestionGuard() {}

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ")));
    }

    /** No number, no negation, no name and no word of a list of opposites differs. */
    public static boolean saysTheSame(String one, String other) {
        QuestionWords a = QuestionWords.of(one);
        QuestionWords b = QuestionWords.of(other);
        return !a.isCaseless()
                && !b.isCaseless()
                && telling(a).equals(telling(b))
                && containsInOrder(names(a), b)
                && containsInOrder(names(b), a);
    }

    /**
     * Also no other word differs but for its ending, save the small words that carry a question and not its subject:
     * for embeddings that know spellings only.
     */
    public static boolean isWordedAlike(String one, String other) {
        List<String> a = content(QuestionWords.of(one));
        List<String> b = content(QuestionWords.of(other));
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!isSameWord(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Numbers and telling words in their order. */
    private static List<String> telling(QuestionWords words) {
        List<String> telling = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.lower(i);
            if (hasDigit(word)) {
                telling.add(number(word));
            } else if (word.endsWith("n't")) {
                telling.add("not");
            } else if (TELLING.contains(word)) {
                telling.add(word);
            }
        }
        return telling;
    }

    /** 1,000.50 and 1000.5 are one number; what is none stays as it is. */
    private static String number(String word) {
        if (word.length() > 40) {
            return word;
        }
        try {
            return new BigDecimal(word.replace(",", "")).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException identifier) {
            return word;
        }
    }

    private static List<String> names(QuestionWords words) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (isName(words, i)) {
                names.add(words.lower(i));
            }
        }
        return names;
    }

    private static boolean isName(QuestionWords words, int i) {
        String word = words.word(i);
        if (word.equals("I") || word.startsWith("I'")) {
            return false;
        }
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            boolean opens = at == 0 && words.startsSentence(i) && OPENING.contains(words.lower(i));
            if (Character.isUpperCase(c) && !opens || "_@/%$€£#°&+".indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The other may write a name without a capital. */
    private static boolean containsInOrder(List<String> names, QuestionWords words) {
        int next = 0;
        for (int i = 0; i < words.size() && next < names.size(); i++) {
            if (words.lower(i).equals(names.get(next))) {
                next++;
            }
        }
        return next == names.size();
    }

    private static List<String> content(QuestionWords words) {
        List<String> content = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (!FILLING.contains(words.lower(i))) {
                content.add(words.lower(i));
            }
        }
        return content;
    }

    private static boolean isSameWord(String one, String other) {
        int shared = 0;
        int shorter = Math.min(one.length(), other.length());
        while (shared < shorter && one.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        String ending = one.substring(shared);
        String otherEnding = other.substring(shared);
        String both = ending.length() <= otherEnding.length() ? ending + "/" + otherEnding : otherEnding + "/" + ending;
        boolean sameStem = shared >= (both.equals("/s") ? LEAST_STEM_OF_PLURAL : LEAST_STEM)
                && !hasDigit(one)
                && ENDINGS.contains(both);
        return one.equals(other) || sameStem;
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }
}

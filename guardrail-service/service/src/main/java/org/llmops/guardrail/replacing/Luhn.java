package org.llmops.guardrail.replacing;

/** The check digit of ISO/IEC 7812-1, annex B. */
final class Luhn {
    private Luhn() {}

    /** Whether the last digit of a text is what the others ask for. */
    static boolean isValid(String text) {
        String digits = Shape.digits(text);
        int last = digits.length() - 1;
        return last > 0 && checkDigit(digits.substring(0, last)) == digits.charAt(last) - '0';
    }

    /** What has to follow these digits. */
    static int checkDigit(String digits) {
        int sum = 0;
        for (int index = 0; index < digits.length(); index++) {
            int digit = digits.charAt(digits.length() - 1 - index) - '0';
            int doubled = digit * 2;
            sum += index % 2 == 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return (10 - sum % 10) % 10;
    }
}

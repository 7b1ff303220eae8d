package dev.overlap.finding;

/**
 * One defect found in one execution.
 *
 * @param kind what is wrong
 * @param message what happened, in one line for a person
 * @param task the task that ran when it showed
 * @param step the scheduling point of the execution at which it showed
 */
public record Finding(Kind kind, String message, String task, int step) {

    /** Kind and message, as traces state them. */
    public String headline() {
        return kind + "  " + message;
    }

    /** A text with each number replaced by "#", so that it is the same for the same defect whatever is counted in it. */
    public static String withoutNumbers(String message) {
        StringBuilder text = new StringBuilder(message.length());
        boolean inNumber = false;
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit) {
                text.append(c);
            } else if (!inNumber) {
                text.append('#');
            }
            inNumber = digit;
        }
        return text.toString();
    }
}

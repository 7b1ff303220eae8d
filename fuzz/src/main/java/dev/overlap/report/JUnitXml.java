package dev.overlap.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/** Results as JUnit's XML, in the form that Surefire writes, so that any CI shows them. */
public final class JUnitXml {

    /** What has come of a test case. */
    public enum Outcome {
        /** As it should be. */
        PASSED,
        /** Not as it should be. */
        FAILED,
        /** Not played. */
        SKIPPED
    }

    /**
     * A test case.
     *
     * @param group what it is shown under: names separated by dots
     * @param message why it failed or was skipped, in one line; empty when it passed
     * @param type what kind of failure it is, or empty
     * @param text more about a failure, any number of lines
     */
    public record Case(String group, String name, double seconds, Outcome outcome, String message, String type, String text) {

        /** One that has passed. */
        public static Case passed(String group, String name, double seconds) {
            return new Case(group, name, seconds, Outcome.PASSED, "", "", "");
        }

        /** One that was not played. */
        public static Case skipped(String group, String name, String why) {
            return new Case(group, name, 0, Outcome.SKIPPED, why, "", "");
        }

        /** One that has failed. */
        public static Case failed(String group, String name, String message, String type, String text) {
            return new Case(group, name, 0, Outcome.FAILED, message, type, text);
        }
    }

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitXml() throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /** A document with one suite of test cases. */
    public static String print(String suite, double seconds, Map<String, String> properties, List<Case> cases) {
        try {
            JUnitXml document = new JUnitXml();
            document.suite(suite, seconds, properties, cases);
            return document.text.toString();
        } catch (XMLStreamException e) {
            throw new HarnessError("test cases cannot be written as XML", e);
        }
    }

    private void suite(String name, double seconds, Map<String, String> properties, List<Case> cases) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("time", seconds(seconds));
        attribute("tests", Integer.toString(cases.size()));
        attribute("errors", "0");
        attribute("skipped", count(cases, Outcome.SKIPPED));
        attribute("failures", count(cases, Outcome.FAILED));
        line();
        if (!properties.isEmpty()) {
            properties(properties);
        }
        for (Case each : cases) {
            testCase(each);
        }
        xml.writeEndElement();
        line();
        xml.writeEndDocument();
        xml.close();
    }

    private void properties(Map<String, String> properties) throws XMLStreamException {
        xml.writeStartElement("properties");
        line();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            xml.writeEmptyElement("property");
            attribute("name", property.getKey());
            attribute("value", property.getValue());
            line();
        }
        xml.writeEndElement();
        line();
    }

    private void testCase(Case each) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", each.name());
        attribute("classname", each.group());
        attribute("time", seconds(each.seconds()));
        switch (each.outcome()) {
            case PASSED -> {
                // Nothing more is said of it.
            }
            case SKIPPED -> {
                xml.writeEmptyElement("skipped");
                attribute("message", each.message());
            }
            case FAILED -> {
                xml.writeStartElement("failure");
                attribute("message", each.message());
                attribute("type", each.type());
                xml.writeCharacters(Plain.text(each.text()));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
        line();
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return Long.toString(cases.stream().filter(each -> each.outcome() == outcome).count());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void attribute(String name, @Nullable String value) throws XMLStreamException {
        if (value != null && !value.isEmpty()) {
            xml.writeAttribute(name, Plain.text(value));
        }
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}

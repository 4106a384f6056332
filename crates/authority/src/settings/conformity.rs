//! Certified tools: names and classes that may stand in a certificate only with their grounds.

use const_oid::ObjectIdentifier;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pki::extension::{MAX_TOOL_CERTIFICATE, MAX_TOOL_NAME};
use pki::profile;
use serde::{Deserialize, Serialize};

use super::SettingsError;

/// Class policies of order ФСБ 795: 1.2.643.100.113.1 is КС1, and so on upwards.
const CLASS_POLICIES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.100.113");

/// The certified tools of an installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conformity {
    /// In which owners make their keys (subjectSignTool).
    pub subject_sign_tool: Tool,
    /// With which the УЦ signs.
    pub sign_tool: Tool,
    /// The УЦ itself.
    pub ca_tool: Tool,
}

/// A certified tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    pub name: String,
    /// Its certificate of conformity as it is cited: «Сертификат соответствия № … от …».
    pub certificate: String,
    pub class: ToolClass,
    /// The last day on which that certificate is in force, by Moscow time.
    pub valid_until: Date,
}

/// Classes of signature tools and УЦ (order ФСБ 796), from the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ToolClass {
    #[serde(rename = "КС1")]
    Ks1 = 1,
    #[serde(rename = "КС2")]
    Ks2 = 2,
    #[serde(rename = "КС3")]
    Ks3 = 3,
    #[serde(rename = "КВ1")]
    Kv1 = 4,
    #[serde(rename = "КВ2")]
    Kv2 = 5,
    #[serde(rename = "КА1")]
    Ka1 = 6,
}

impl ToolClass {
    /// The policies of this class and of all lower ones: a certificate names every class its tool satisfies.
    fn policies(self) -> Vec<ObjectIdentifier> {
        let policy = |arc| {
            CLASS_POLICIES
                .push_arc(arc)
                .expect("one short arc more fits into an identifier")
        };
        (1..=self as u32).map(policy).collect()
    }
}

impl Conformity {
    pub(super) fn tools(&self) -> [(&'static str, &Tool); 3] {
        [
            ("subject_sign_tool", &self.subject_sign_tool),
            ("sign_tool", &self.sign_tool),
            ("ca_tool", &self.ca_tool),
        ]
    }

    /// In force when every tool is: with one link uncertified, a class of the whole would be untrue.
    pub(super) fn in_force(&self, now: i64) -> bool {
        let today = Timestamp::from_second(now).map(|now| now.to_zoned(moscow()).date());
        today.is_ok_and(|today| self.tools().iter().all(|(_, tool)| today <= tool.valid_until))
    }

    pub(super) fn for_profile(&self) -> profile::Conformity {
        let lowest = self
            .subject_sign_tool
            .class
            .min(self.sign_tool.class)
            .min(self.ca_tool.class);
        profile::Conformity {
            subject_sign_tool: self.subject_sign_tool.name.clone(),
            subject_sign_tool_certificate: self.subject_sign_tool.certificate.clone(),
            sign_tool: self.sign_tool.name.clone(),
            sign_tool_certificate: self.sign_tool.certificate.clone(),
            ca_tool: self.ca_tool.name.clone(),
            ca_tool_certificate: self.ca_tool.certificate.clone(),
            class_policies: lowest.policies(),
        }
    }
}

pub(super) fn check_tool(field: &'static str, tool: &Tool) -> Result<(), SettingsError> {
    let fits = |text: &str, max| {
        text.trim() == text && (1..=max).contains(&text.chars().count()) && !text.contains(char::is_control)
    };
    if !fits(&tool.name, MAX_TOOL_NAME) {
        return Err(SettingsError::ToolName { field });
    }
    if !fits(&tool.certificate, MAX_TOOL_CERTIFICATE) {
        return Err(SettingsError::Conformity { field });
    }
    Ok(())
}

fn moscow() -> TimeZone {
    // Fixed since 2014; the zone file of the machine must not decide what stands in a certificate.
    TimeZone::fixed(jiff::tz::offset(3))
}

pub fn seal(_p: &crate::places::Places) -> anyhow::Result<Vec<super::Figure>> {
    Ok(vec![])
}
pub fn open(_p: &crate::places::Places) -> anyhow::Result<Vec<super::Figure>> {
    Ok(vec![])
}

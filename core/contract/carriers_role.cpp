// Roles with their data rights.
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<RoleEntity>() {
    static constexpr auto fields = carrier<RoleEntity>(
        extends<&RoleEntity::base>(), field<&RoleEntity::role_id>("RoleId").id("role"),
        field<&RoleEntity::name>("Name"), field<&RoleEntity::tooltip>("Tooltip"),
        field<&RoleEntity::role_type>("RoleType"), field<&RoleEntity::deleted>("Deleted").may_be_blank(),
        field<&RoleEntity::rank>("Rank"), field<&RoleEntity::created>("Created").stamp().may_be_blank(),
        field<&RoleEntity::use_categories>("UseCategories"), field<&RoleEntity::created_by>("CreatedBy"),
        field<&RoleEntity::updated>("Updated").stamp().may_be_blank(), field<&RoleEntity::updated_by>("UpdatedBy"),
        field<&RoleEntity::data_rights>("DataRights"));
    static constexpr TypeInfo info = object_info<RoleEntity>("RoleEntity", fields);
    return info;
}

template <> const TypeInfo& type_of<Associate>() {
    static constexpr auto fields = carrier<Associate>(
        extends<&Associate::base>(), field<&Associate::associate_id>("AssociateId").id("associate").may_be_blank(),
        field<&Associate::name>("Name"), field<&Associate::person_id>("PersonId").id("person").may_be_blank(),
        field<&Associate::rank>("Rank").may_be_blank(), field<&Associate::tooltip>("Tooltip"),
        field<&Associate::type>("Type").may_be_blank(),
        field<&Associate::group_idx>("GroupIdx").id("group").may_be_blank(), field<&Associate::full_name>("FullName"),
        field<&Associate::formal_name>("FormalName"), field<&Associate::deleted>("Deleted").may_be_blank(),
        field<&Associate::ej_user_id>("EjUserId").id("ej user").may_be_blank(),
        field<&Associate::user_name>("UserName").in(Version::v86),
        field<&Associate::extra_fields>("ExtraFields").in(Version::v88),
        field<&Associate::custom_fields>("CustomFields").in(Version::v88));
    static constexpr TypeInfo info = object_info<Associate>("Associate", fields);
    return info;
}

template <> const TypeInfo& type_of<DataRights>() {
    static constexpr auto fields =
        carrier<DataRights>(extends<&DataRights::base>(), field<&DataRights::columns_info>("ColumnsInfo"),
                            field<&DataRights::rows_info>("RowsInfo"), field<&DataRights::rights>("Rights"));
    static constexpr TypeInfo info = object_info<DataRights>("DataRights", fields);
    return info;
}

template <> const TypeInfo& type_of<RelationToOwner>() {
    static constexpr auto fields =
        carrier<RelationToOwner>(extends<&RelationToOwner::base>(), field<&RelationToOwner::id>("Id"),
                                 field<&RelationToOwner::value>("Value"), field<&RelationToOwner::tooltip>("Tooltip"));
    static constexpr TypeInfo info = object_info<RelationToOwner>("RelationToOwner", fields);
    return info;
}

template <> const TypeInfo& type_of<EntityName>() {
    static constexpr auto fields =
        carrier<EntityName>(extends<&EntityName::base>(), field<&EntityName::table_name>("TableName"),
                            field<&EntityName::table_description>("TableDescription"));
    static constexpr TypeInfo info = object_info<EntityName>("EntityName", fields);
    return info;
}

template <> const TypeInfo& type_of<DataRight>() {
    static constexpr auto fields = carrier<DataRight>(extends<&DataRight::base>(), field<&DataRight::value>("Value"),
                                                      field<&DataRight::description>("Description"));
    static constexpr TypeInfo info = object_info<DataRight>("DataRight", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<RelationToOwner>>>() {
    static constexpr TypeInfo info = array_info<Box<RelationToOwner>>("ArrayOfRelationToOwner", "RelationToOwner");
    return info;
}

template <> const TypeInfo& type_of<List<Box<EntityName>>>() {
    static constexpr TypeInfo info = array_info<Box<EntityName>>("ArrayOfEntityName", "EntityName");
    return info;
}

template <> const TypeInfo& type_of<List<List<Box<DataRight>>>>() {
    static constexpr TypeInfo info = array_info<List<Box<DataRight>>>("ArrayOfArrayOfDataRight", "ArrayOfDataRight");
    return info;
}

template <> const TypeInfo& type_of<List<Box<DataRight>>>() {
    static constexpr TypeInfo info = array_info<Box<DataRight>>("ArrayOfDataRight", "DataRight");
    return info;
}

}  // namespace uag
